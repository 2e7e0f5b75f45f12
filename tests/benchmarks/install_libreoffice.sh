#!/bin/sh
# LibreOffice opens the slides and the workbooks. Install it where it is missing and we may.
has_both() {
    dpkg-query -W -f '${db:Status-Status}\n' libreoffice-impress libreoffice-calc 2>/dev/null |
        grep -cx installed | grep -qx 2
}
has_both && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && apt-get install -y -qq --no-install-recommends \
        libreoffice-impress libreoffice-calc >/dev/null
fi
if ! has_both; then
    echo "LibreOffice's Impress and Calc are not both here, and cannot be installed from here." >&2
    echo "The benchmark says what they then cannot open." >&2
fi
