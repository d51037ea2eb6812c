"""A robots.txt opens and closes addresses as RFC 9309 says."""

import pytest

from sitegen.checks.finders.robots import may_visit, read_robots

HOST = "https://swim.example"


@pytest.mark.parametrize(
    ("lines", "path", "is_open"),
    [
        ("Disallow: /*", "/prices/", False),
        ("Disallow: /*", "/", False),
        ("Disallow: /*.js$", "/assets/site.js", False),
        ("Disallow: /*.js$", "/assets/site.js?v=1", True),
        ("Disallow: /*.js$", "/assets/site.json", True),
        ("Disallow: /*.js$", "/a.js.js", False),
        ("Disallow: /lessons/*", "/lessons/babies/", False),
        ("Disallow: /*about", "/us/about/", False),
        ("Disallow: /about$", "/about/", True),
        ("Disallow: /about$", "/about", False),
        ("Disallow: /a*a$", "/a", True),
        ("Disallow: /*?*sort=", "/prices/?a=1&sort=up", False),
        ("Disallow: /\nAllow: /", "/prices/", True),
        ("Disallow: /l\nAllow: /lessons/", "/lessons/babies/", True),
        ("Allow: /lessons/\nDisallow: /lessons/babies/", "/lessons/babies/", False),
        ("Disallow:", "/prices/", True),
        ("Disallow: # nothing", "/prices/", True),
        ("DISALLOW : /prices/ # for now", "/prices/", False),
        ("Disallow: prices/", "/prices/", True),
        ("Disallow: /caf%c3%a9/", "/café/", False),
        ("Disallow: /café/", "/caf%C3%A9/", False),
        ("Disallow: /%70rices/", "/prices/", False),
        ("Disallow: /a%2Fb", "/a/b", True),
    ],
)
def test_the_longest_pattern_decides(lines: str, path: str, is_open: bool) -> None:
    robots = read_robots(f"User-agent: *\n{lines}\n")
    assert may_visit(robots, "Googlebot", HOST + path) == is_open


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("User-agent: Googlebot\nDisallow: /\n", False),
        ("User-agent: googlebot/2.1\nDisallow: /\n", False),
        ("User-agent: Googlebot-Image\nDisallow: /\n", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Googlebot\nAllow: /\n", True),
        ("User-agent: Googlebot\n\nUser-agent: *\nDisallow: /\n", False),
        ("User-agent: *\nDisallow: /\nUser-agent: Googlebot\n", True),
        ("User-agent: Googlebot\nSitemap: /a.xml\n\nDisallow: /\n", False),
        (
            "User-agent: a\nAllow: /\nUser-agent: *\nDisallow: /a\nUser-agent: *\nDisallow: /p",
            False,
        ),
        ("\ufeffUser-agent: *\nDisallow: /\n", False),
        ("Disallow: /\n", True),
        ("User-agent\nUser-agent: \nDisallow\n: /\n%%%\n", True),
        ("", True),
    ],
)
def test_a_program_keeps_to_its_own_group(text: str, is_open: bool) -> None:
    assert may_visit(read_robots(text), "Googlebot", f"{HOST}/prices/") == is_open


def test_an_address_that_cannot_be_read_is_not_forbidden() -> None:
    assert may_visit(read_robots("User-agent: *\nDisallow: /\n"), "Googlebot", "//[a/")
