from django.urls import path, re_path

from aggregator import feeds, views
from aggregator.source import Source

app_name = "aggregator"

KIND = rf"(?P<kind>{'|'.join(Source.Kind.values)})"
FEED = r"(?P<kind>rss\.xml|atom\.xml|feed\.json)"

urlpatterns = [
    path("", views.home, name="home"),
    re_path(rf"^{KIND}/$", views.item_list, name="item_list"),
    path("delt/", views.shared_list, name="shared_list"),
    path("delt/<int:pk>/", views.shared_detail, name="shared_detail"),
    re_path(rf"^delt/{FEED}$", feeds.shared_feed, name="shared_feed"),
]
