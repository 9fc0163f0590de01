from django.urls import path, re_path

from lean import (
    board_page,
    feeds,
    following_pages,
    like_ones,
    portfolio,
    sharing,
    sheet_pages,
    suggesting,
    views,
)

app_name = "lean"

SLUG = r"(?P<slug>[-a-z0-9_]+)"
FEED = r"(?P<kind>rss\.xml|atom\.xml|feed\.json)"

urlpatterns = [
    path("", views.home, name="home"),
    path("prosjekter/", views.project_list, name="project_list"),
    path("prosjekter/utkast/<int:pk>/", views.project_preview, name="project_preview"),
    re_path(rf"^prosjekter/{FEED}$", feeds.project_feed, name="project_feed"),
    # After the feeds: no project is called «feed».
    re_path(rf"^prosjekter/{SLUG}\.json$", sharing.project_json, name="project_json"),
    re_path(rf"^prosjekter/{SLUG}/$", views.project_detail, name="project_detail"),
    re_path(rf"^prosjekter/{SLUG}/a3/$", sheet_pages.sheet, name="sheet"),
    path("prosjekter/utkast/<int:pk>/a3/", sheet_pages.sheet_preview, name="sheet_preview"),
    path("gevinster/", portfolio.portfolio, name="portfolio"),
    re_path(rf"^avdelinger/{SLUG}/$", views.department, name="department"),
    path("tavle/", board_page.board, name="board"),
    path("forslag/", suggesting.suggestion_list, name="suggestion_list"),
    re_path(rf"^forslag/{FEED}$", feeds.suggestion_feed, name="suggestion_feed"),
    path("forslag/nytt/", suggesting.suggestion_form, name="suggestion_form"),
    path("forslag/likner/", like_ones.like_ones_fragment, name="like_ones"),
    path("forslag/<int:number>/", suggesting.suggestion_detail, name="suggestion_detail"),
    path("forslag/<int:number>/folg/", following_pages.suggestion_follow, name="suggestion_follow"),
    path(
        "forslag/<int:number>/stott/", following_pages.suggestion_support, name="suggestion_support"
    ),
    re_path(rf"^prosjekter/{SLUG}/folg/$", following_pages.project_follow, name="project_follow"),
    path("varsler/<str:key>/", following_pages.follower, name="follower"),
    path("varsler/bekreft/<str:key>/", following_pages.follow, name="follow"),
    path("stotte/<str:key>/", following_pages.support, name="support"),
]
