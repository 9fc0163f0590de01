from django.urls import path, re_path

from lean import board_page, feeds, portfolio, sheet_pages, suggesting, views

app_name = "lean"

SLUG = r"(?P<slug>[-a-z0-9_]+)"
FEED = r"(?P<kind>rss\.xml|atom\.xml|feed\.json)"

urlpatterns = [
    path("", views.home, name="home"),
    path("prosjekter/", views.project_list, name="project_list"),
    path("prosjekter/utkast/<int:pk>/", views.project_preview, name="project_preview"),
    re_path(rf"^prosjekter/{FEED}$", feeds.project_feed, name="project_feed"),
    re_path(rf"^prosjekter/{SLUG}/$", views.project_detail, name="project_detail"),
    re_path(rf"^prosjekter/{SLUG}/a3/$", sheet_pages.sheet, name="sheet"),
    path("prosjekter/utkast/<int:pk>/a3/", sheet_pages.sheet_preview, name="sheet_preview"),
    path("gevinster/", portfolio.portfolio, name="portfolio"),
    re_path(rf"^avdelinger/{SLUG}/$", views.department, name="department"),
    path("tavle/", board_page.board, name="board"),
    path("forslag/", suggesting.suggestion_list, name="suggestion_list"),
    re_path(rf"^forslag/{FEED}$", feeds.suggestion_feed, name="suggestion_feed"),
    path("forslag/nytt/", suggesting.suggestion_form, name="suggestion_form"),
    path("forslag/<int:number>/", suggesting.suggestion_detail, name="suggestion_detail"),
]
