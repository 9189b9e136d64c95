"""What a browser is told with a page: what it may run and fetch, who may frame it, how long it is kept."""

from __future__ import annotations

# Pages run only their own files: no inline script or style, no eval, nobody may frame them.
CONTENT_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)
# A plan's card may show a picture from anywhere.
PICTURE_POLICY = CONTENT_POLICY.replace("img-src 'self' data:", "img-src 'self' data: https:")
# Where agents work, a recording plays that is wherever the telephone system keeps it.
HEARING_POLICY = f"{CONTENT_POLICY}; media-src 'self' https:"
PAGE_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": CONTENT_POLICY,
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "DENY",
}
# The preview shows what it is told, and can ask nobody for anything: whatever is typed into it stays there.
PREVIEW_HEADERS = {
    "Content-Security-Policy": PICTURE_POLICY.replace("connect-src 'self'", "connect-src 'none'").replace(
        "frame-ancestors 'none'", "frame-ancestors 'self'"
    ),
    "X-Frame-Options": "SAMEORIGIN",
}
# The survey page runs no script at all; its address is a secret, so nobody else hears or keeps it.
SURVEY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
SURVEY_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": SURVEY_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}
# A help page runs no script either, but everybody may read and keep it, and search engines shall.
HELP_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HELP_HEADERS = {
    "Content-Security-Policy": HELP_POLICY,
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Vary": "Accept-Language",
    "X-Frame-Options": "DENY",
}
HTML = "text/html; charset=utf-8"
# Shops on other origins load the loader and its modules, also shops that isolate themselves (COEP).
SHARED_HEADERS = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
LOADER_CACHING = "public, max-age=300"
FOR_EVER = "public, max-age=31536000, immutable"
NOT_KEPT = "no-store"
CALENDAR = "text/calendar; charset=utf-8"
