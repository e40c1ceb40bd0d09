"""The API's documentation page; its scripts come from an installed package, not from a CDN."""

from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

STATIC = "/static/api-docs"


def mount(app: FastAPI) -> None:
    """Serve `/api/docs` and what it loads."""
    folder = next(Path(str(files("swagger_ui_bundle"))).glob("vendor/swagger-ui-*"))
    app.mount(STATIC, StaticFiles(directory=folder), name="api-docs")
    app.get("/api/docs", include_in_schema=False, response_class=HTMLResponse)(page)


def page() -> HTMLResponse:
    """Swagger UI over our own OpenAPI document."""
    return get_swagger_ui_html(
        openapi_url="/api/openapi.json",
        title="Phên Dậu API",
        swagger_js_url=f"{STATIC}/swagger-ui-bundle.js",
        swagger_css_url=f"{STATIC}/swagger-ui.css",
        swagger_favicon_url=f"{STATIC}/favicon-32x32.png",
    )
