from django.urls import path

from dialogue import views

app_name = "dialogue"

urlpatterns = [
    path("innspill/<str:key>/", views.contribution, name="contribution"),
    path("kommentarregler/logg/", views.moderation_log, name="moderation_log"),
]
