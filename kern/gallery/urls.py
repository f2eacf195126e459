from django.urls import path

from kern.gallery import views

urlpatterns = [path("", views.gallery, name="kern-gallery")]
