"""A small WebKitGTK browser with a profile on disk, for WebKitWebDriver to steer.

Debian's MiniBrowser throws its profile away when it is steered. This one does what a browser made
with WebKitGTK does: one window, one profile folder, the engine's own defaults. It calls the
library that the package webkit2gtk-driver brings; nothing else is needed.

Run by WebKitWebDriver: webkit_host.py PROFILE [--no-page-scripts] [--no-storage]
"""

import ctypes
import sys
from collections.abc import Callable
from ctypes import CFUNCTYPE, c_bool, c_char_p, c_int, c_void_p
from typing import Any

WEBKIT, GTK, GOBJECT = "libwebkit2gtk-4.1.so.0", "libgtk-3.so.0", "libgobject-2.0.so.0"
_CREATE = CFUNCTYPE(c_void_p, c_void_p, c_void_p)
_STARTED = CFUNCTYPE(None, c_void_p, c_void_p, c_void_p)
_REFUSE = b"""
Object.defineProperty(window, "sessionStorage", {
  get: function () { throw new DOMException("refused", "SecurityError"); }
});
"""
_kept: list[Any] = []  # callbacks must live as long as the browser


def _bind(
    library: ctypes.CDLL, name: str, *takes: Any, gives: Any = c_void_p
) -> Callable[..., Any]:
    function = getattr(library, name)
    function.argtypes, function.restype = takes, gives
    return function  # type: ignore[no-any-return]


def main(profile: str, *flags: str) -> None:
    """Open the browser on a profile folder and run until the driver ends it."""
    webkit, gtk, gobject = (ctypes.CDLL(name) for name in (WEBKIT, GTK, GOBJECT))
    _bind(gtk, "gtk_init", c_void_p, c_void_p, gives=None)(None, None)
    # Variadic calls: the types are given one by one, and no argtypes are set.
    new = gobject.g_object_new
    new.restype = c_void_p
    connect = _bind(
        gobject, "g_signal_connect_data", c_void_p, c_char_p, c_void_p, c_void_p, c_void_p, c_int
    )

    def kind(name: str) -> Any:
        return ctypes.c_size_t(_bind(webkit, f"{name}_get_type", gives=ctypes.c_size_t)())

    folders: list[Any] = []
    for name in ("base-data-directory", "base-cache-directory"):
        folders += [c_char_p(name.encode()), c_char_p(profile.encode())]
    manager = c_void_p(new(kind("webkit_website_data_manager"), *folders, None))
    context = c_void_p(
        new(kind("webkit_web_context"), c_char_p(b"website-data-manager"), manager, None)
    )
    settings = c_void_p(_bind(webkit, "webkit_settings_new")())
    if "--no-page-scripts" in flags:
        name = "webkit_settings_set_enable_javascript_markup"
        _bind(webkit, name, c_void_p, c_bool, gives=None)(settings, False)
    content = c_void_p(_bind(webkit, "webkit_user_content_manager_new")())
    if "--no-storage" in flags:
        # No setting of this engine blocks sessionStorage, as Safari's does: imitate it.
        script = _bind(
            webkit, "webkit_user_script_new", c_char_p, c_int, c_int, c_void_p, c_void_p
        )(_REFUSE, 1, 0, None, None)
        name = "webkit_user_content_manager_add_script"
        _bind(webkit, name, c_void_p, c_void_p, gives=None)(content, script)

    def create(session: int, data: int) -> int:
        view = c_void_p(
            new(
                kind("webkit_web_view"),
                c_char_p(b"web-context"),
                context,
                c_char_p(b"settings"),
                settings,
                c_char_p(b"user-content-manager"),
                content,
                c_char_p(b"is-controlled-by-automation"),
                c_int(1),
                None,
            )
        )
        window = c_void_p(_bind(gtk, "gtk_window_new", c_int)(0))
        _bind(gtk, "gtk_window_set_default_size", c_void_p, c_int, c_int, gives=None)(
            window, 1280, 800
        )
        _bind(gtk, "gtk_container_add", c_void_p, c_void_p, gives=None)(window, view)
        _bind(gtk, "gtk_widget_grab_focus", c_void_p, gives=None)(view)
        _bind(gtk, "gtk_widget_show_all", c_void_p, gives=None)(window)
        return int(view.value or 0)

    def started(context: int, session: int, data: int) -> None:
        callback = _CREATE(create)
        _kept.append(callback)
        connect(session, b"create-web-view", callback, None, None, 0)

    callback = _STARTED(started)
    _kept.append(callback)
    connect(context, b"automation-started", callback, None, None, 0)
    allow = _bind(webkit, "webkit_web_context_set_automation_allowed", c_void_p, c_bool, gives=None)
    allow(context, True)
    _bind(gtk, "gtk_main", gives=None)()


if __name__ == "__main__":
    main(*sys.argv[1:])
