from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kern.gallery import charts
from kern.gallery.forms import GalleryForm


def gallery(request: HttpRequest) -> HttpResponse:
    wrong = GalleryForm(
        {"name": "Anna Beispiel", "email": "keine-adresse", "population": "-3"}, prefix="wrong"
    )
    if request.GET.get("errors") == "0":
        wrong = GalleryForm(prefix="wrong")
    else:
        wrong.data = {f"wrong-{name}": value for name, value in wrong.data.items()}
    page = Paginator(range(1, 261), 10).get_page(request.GET.get("page", 5))
    context = {
        "wrong": wrong,
        "form": GalleryForm(),
        "page": page,
        "synthetic": True,
        "strip": charts.STRIP,
        "bars": charts.BARS,
        "grid": charts.GRID,
    }
    return render(request, "kern/gallery.html", context)
