"""What robots.txt asks, by the rules and examples of RFC 9309."""

import pytest

from answerable.sources.robots import MOST_BYTES, read_robots


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?a", True),
        ("User-agent: *\nDisallow: /a*b*c", "/a1b2c3", False),
        ("User-agent: *\nDisallow: /a*b*c", "/a1c2b", True),
        ("User-agent: Answerable\nDisallow: /a\nUser-agent: *\nDisallow: /", "/b", True),
        ("User-agent: other\nUser-agent: answerable/2\nDisallow: /a", "/a", False),
        ("User-agent: answerable-news\nDisallow: /", "/a", True),
        ("User-agent: answerable\nDisallow: /a\nUser-agent: answerable\nDisallow: /b", "/b", False),
        ("User-agent: *\nDisallow: /%61", "/a", False),
        ("User-agent: *\nDisallow: /é", "/%C3%A9", False),
        ("\ufeffuser-agent : *   # all\ndisallow : /a # why", "/a", False),
        ("Disallow: /", "/a", True),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("<html><body>Not here</body></html>", "/a", True),
        ("", "/a", True),
    ],
)  # fmt: skip
def test_rules_decide_what_may_be_asked_for(rules: str, path: str, allowed: bool) -> None:
    assert read_robots(rules.encode()).allows(path) is allowed


def test_a_file_without_end_is_read_to_its_limit() -> None:
    body = b"User-agent: *\nDisallow: /a\n" + b"#" * MOST_BYTES + b"\nDisallow: /b\n"
    robots = read_robots(body)
    assert not robots.allows("/a") and robots.allows("/b")


def test_many_stars_take_one_step_each() -> None:
    robots = read_robots(b"User-agent: *\nDisallow: /" + b"a*" * 2_000 + b"b$")
    assert robots.allows("/" + "a" * 5_000)


@pytest.mark.parametrize(("said", "delay"), [("7", 7), ("2.5", 3), ("9999", 60), ("soon", 0), ("-1", 0)])
def test_a_wish_to_be_asked_slowly_is_heard(said: str, delay: int) -> None:
    assert read_robots(f"User-agent: *\nCrawl-delay: {said}".encode()).delay == delay
