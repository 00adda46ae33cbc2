#!/usr/bin/env bash
# Makes sure that there is a Chromium and a Chinese font for the browser tests: the system's, Debian's, else Playwright's.
set -euo pipefail
found() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
has_font() { ! command -v fc-list >/dev/null || [ -n "$(fc-list ':lang=zh' 2>/dev/null)" ]; }
if found >/dev/null && has_font; then
  exit 0
fi
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing Chromium and a Chinese font ..."
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk >/dev/null
elif ! found >/dev/null; then
  echo "Installing Playwright's Chromium ..."
  .venv/bin/playwright install chromium
fi
