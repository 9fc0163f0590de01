from django.contrib import admin


class UtsiraAdminSite(admin.AdminSite):
    pass
