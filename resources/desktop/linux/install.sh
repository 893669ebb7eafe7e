#!/bin/sh
# Puts Hiwar Studio into this user's menu and makes packages (*.hiwarz) open with it. Needs no administrator.
#
#     desktop/install.sh             puts it there, for the program where it lies now
#     desktop/install.sh --remove    takes it away again
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
program=$(dirname -- "$here")/studio
data=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$data/applications/hiwar-studio.desktop
type=$data/mime/packages/hiwar-studio.xml
icons=$data/icons/hicolor

# What shows menus and files notices by itself; these make it notice at once, where they are.
refresh() {
    if command -v update-desktop-database >/dev/null; then update-desktop-database -q "$data/applications" || true; fi
    if command -v update-mime-database >/dev/null; then update-mime-database "$data/mime" || true; fi
    if command -v gtk-update-icon-cache >/dev/null; then gtk-update-icon-cache -qtf "$icons" || true; fi
}

if [ "${1:-}" = --remove ]; then
    rm -f "$entry" "$type" "$icons/scalable/apps/hiwar-studio.svg" "$icons/256x256/apps/hiwar-studio.png"
    refresh
    echo "Hiwar Studio is no longer in the menu; the program itself is where it was."
    exit
fi

if [ ! -x "$program" ]; then
    echo "There is no program at $program" >&2
    exit 1
fi
mkdir -p "$data/applications" "$data/mime/packages" "$icons/scalable/apps" "$icons/256x256/apps"
# Within the quotes of an entry, quotes, dollars, backquotes and backslashes have a backslash before them, which
# the file's own rules double; a percent sign is doubled.
quoted=$(printf '%s' "$program" | sed -e 's/\\/\\\\\\\\/g' -e 's/["$`]/\\\\&/g' -e 's/%/%%/g')
while IFS= read -r line; do
    case $line in
        Exec=*) printf 'Exec="%s" %%f\n' "$quoted" ;;
        TryExec=*) ;;
        *) printf '%s\n' "$line" ;;
    esac
done <"$here/hiwar-studio.desktop" >"$entry"
cp "$here/hiwar-studio.xml" "$type"
cp "$here/../_internal/resources/app-icon/hiwar-studio.svg" "$icons/scalable/apps/"
cp "$here/../_internal/resources/app-icon/hiwar-studio.png" "$icons/256x256/apps/"
refresh
echo "Hiwar Studio is in the menu, and packages (*.hiwarz) open with it."
