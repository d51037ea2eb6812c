"""A page's own policy stands before anything that it could stop."""

from __future__ import annotations

import pytest

from sitegen.headers import headers
from sitegen.hosts.meta_policy import with_policy
from sitegen.model import Output


def page(html: str) -> str:
    return with_policy(Output(path="index.html", content=html.encode())).content.decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">', "\n<title>A</title>"),
        ("<!DOCTYPE html><HTML><HEAD><META CHARSET=utf-8>", "<script>f()</script>"),
        ("<!doctype html><html><head>", '<title>A</title><meta charset="utf-8">'),
        ("<!doctype html>\n<!-- a > b --><html>\n<!-- c -->\n<head>", "<style>a{}</style>"),
        ("<!doctype html>", "<title>A</title>"),
        ("", "<title>A</title>"),
        ("", "<p>Text"),
        ("\ufeff<!doctype html>", "<p>Text"),
        ("<!doctype html>", "<!-- not closed <head>"),
        ("<html><head>", "<header>No meta</header>"),
    ],
)
def test_the_policy_comes_after_the_character_set_and_before_all_else(
    before: str, after: str
) -> None:
    made = page(before + after)
    start, found, rest = made.partition("\n<meta http-equiv=")
    assert (start, bool(found)) == (before, True)
    assert rest.partition('">')[2] == after


def test_the_policy_is_that_of_the_header_but_for_what_a_page_cannot_say() -> None:
    html = "<head><style>a{}</style><img src='data:,x'><script>f()</script>"
    whole = headers("index.html", html.encode())["Content-Security-Policy"]
    assert f'content="{whole.removesuffix("; frame-ancestors " + chr(39) + "none" + chr(39))}"' in (
        page(html)
    )
    assert "frame-ancestors" not in page(html)


def test_an_address_in_a_policy_cannot_end_the_attribute() -> None:
    made = page("<head><img src='https://a.example&quot;&gt;/x.png'>")
    assert made.count(">") == "<head><img src='https://a.example&quot;&gt;/x.png'>".count(">") + 1
