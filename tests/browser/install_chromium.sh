#!/bin/sh
# Browser tests drive Debian's Chromium. Install it where it is missing and we may.
[ -x /usr/bin/chromium ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-liberation >/dev/null
fi
if [ ! -x /usr/bin/chromium ]; then
    echo "No /usr/bin/chromium, and it cannot be installed from here." >&2
    [ -z "$CI" ] || exit 1
    echo "The browser tests will be skipped." >&2
fi
