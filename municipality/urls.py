from django.urls import path

from municipality import views

app_name = "municipality"

urlpatterns = [
    path("utkast/<int:pk>/", views.page_preview, name="page_preview"),
    path("<slug:slug>/", views.page, name="page"),
]
