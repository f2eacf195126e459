from django.urls import path

from demo import views

urlpatterns = [path("eintreten/", views.enter, name="demo-enter")]
