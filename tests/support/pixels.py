"""Pictures of a page, compared pixel by pixel: a second page of the same browser reads them."""

from __future__ import annotations

import base64

from playwright.sync_api import Locator

COMPARE = """async (pictures) => {
    const [one, other] = await Promise.all(pictures.map(async (text) => {
        const picture = new Image()
        picture.src = `data:image/png;base64,${text}`
        await picture.decode()
        const canvas = document.createElement('canvas')
        canvas.width = picture.width
        canvas.height = picture.height
        const context = canvas.getContext('2d')
        context.drawImage(picture, 0, 0)
        return context.getImageData(0, 0, canvas.width, canvas.height).data
    }))
    if (one.length !== other.length) return 1
    let count = 0
    for (let at = 0; at < one.length; at += 4) {
        const away = [0, 1, 2].map((channel) => Math.abs(one[at + channel] - other[at + channel]))
        if (Math.max(...away) > 8) count++
    }
    return (4 * count) / one.length
}"""


def differing(place: Locator, one: bytes, other: bytes) -> float:
    """The share of pixels that are not the same in two screenshots (PNG) of a place."""
    blank = place.page.context.new_page()
    try:
        share: float = blank.evaluate(COMPARE, [base64.b64encode(png).decode() for png in (one, other)])
    finally:
        blank.close()
    return share
