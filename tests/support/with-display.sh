#!/bin/sh
# with-display.sh PROGRAM [ARGUMENT]… - runs a program with a screen and a session bus of its own, and the same look on
# every machine. WITH_SCREEN is the screen's size (1920x1080).
set -eu
export GDK_BACKEND=x11 GSK_RENDERER=cairo GTK_THEME="${GTK_THEME:-}" NO_AT_BRIDGE=1 GSETTINGS_BACKEND=memory
export XDG_CONFIG_HOME="${XDG_CONFIG_HOME:-$(mktemp -d)}" GIO_USE_VFS=local
[ -n "$GTK_THEME" ] || unset GTK_THEME
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
exec xvfb-run -a -s "-screen 0 ${WITH_SCREEN:-1920x1080}x24 -nolisten tcp" dbus-run-session -- "$@"
