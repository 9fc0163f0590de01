from django.urls import path, re_path

from blog import comment_feeds, comments, feeds, views

app_name = "blog"

# Four and two digits; whether they are a year and a month is the view's to say.
MONTH = r"^(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/"
POST = MONTH + r"(?P<slug>[-a-z0-9_]+)/"
TAG = r"^emne/(?P<slug>[-a-zA-Z0-9_]+)/"
FEED = r"(?P<kind>rss\.xml|atom\.xml|feed\.json)$"

urlpatterns = [
    path("", views.post_list, name="post_list"),
    path("emne/<slug:slug>/", views.post_tag, name="post_tag"),
    re_path(r"^" + FEED, feeds.post_feed, name="post_feed"),
    re_path(r"^kommentarer/" + FEED, comment_feeds.all_comments, name="comment_feed"),
    re_path(TAG + FEED, feeds.tag_feed, name="tag_feed"),
    path("utkast/<int:pk>/", views.post_preview, name="post_preview"),
    re_path(r"^(?P<year>[0-9]{4})/$", views.post_year, name="post_year"),
    re_path(MONTH + r"$", views.post_month, name="post_month"),
    re_path(POST + r"$", views.post_detail, name="post_detail"),
    re_path(POST + r"kommenter/$", comments.comment_form, name="comment_form"),
    re_path(POST + r"kommentarer/" + FEED, comment_feeds.post_comments, name="post_comment_feed"),
]
