from django.contrib import admin
from django.urls import include, path

from aggregator.opml import opml
from lean.board_admin import board_urls
from publishing.link_finder import link_finder
from publishing.media import document_preview, media
from utsira import machines, passwords, sitemap, views
from utsira.search import search

urlpatterns = [
    path("", views.front_page, name="front_page"),
    path("blogg/", include("blog.urls")),
    path("lean/", include("lean.urls")),
    path("kontakt/", include("contact.urls")),
    path("retningslinjer/", include("guidelines.urls")),
    path("folger/", include("aggregator.urls")),
    path("folger.opml", opml, name="opml"),
    path("sok/", search, name="search"),
    path("helse/", views.health, name="health"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap.sitemap_part, name="sitemap_part"),
    path(".well-known/security.txt", machines.security_txt, name="security_txt"),
    path("media/utkast/<path:name>", document_preview, name="document_preview"),
    path("media/<path:name>", media, name="media"),
    # Before the admin's own, which has none of the editor's words.
    path("admin/jsi18n/", views.javascript_catalog, name="javascript_catalog"),
    path("admin/glemt-passord/", passwords.password_forgotten, name="admin_password_reset"),
    path("admin/glemt-passord/sendt/", passwords.password_sent, name="password_sent"),
    path("admin/nytt-passord/<uidb64>/<token>/", passwords.password_new, name="password_new"),
    path("admin/lenker/", admin.site.admin_view(link_finder), name="link_finder"),
    *board_urls("admin/lean/tavle/"),
    path("admin/", admin.site.urls),
    path("", include("dialogue.urls")),
    # The last: a page may have any first word that is not taken above (municipality/page.py).
    path("", include("municipality.urls")),
]

handler400 = "utsira.views.bad_request"
handler403 = "utsira.views.permission_denied"
handler404 = "utsira.views.page_not_found"
handler500 = "utsira.views.server_error"
