"""What a field asks for is told by its name, in English and in German."""

import pytest

from sitegen.checks.document import read_document
from sitegen.checks.finders.forms import purpose


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("email_address", "email"),
        ("emailAddress", "email"),
        ("phoneNumber", "tel"),
        ("phone-number", "tel"),
        ("telefonnummer", "tel"),
        ("username", "username"),
        ("user_name", "username"),
        ("your-name", "name"),
        ("full_name", "name"),
        ("address", "street-address"),
        ("address1", "street-address"),
        ("address2", "address-line2"),
        ("address_line_2", "address-line2"),
        ("vorname", "given-name"),
        ("nachname", "family-name"),
        ("plz", "postal-code"),
        ("strasse", "street-address"),
        ("straße", "street-address"),
        ("web_address", None),
        ("number", None),
        ("mobility", None),
        ("filename", None),
        ("q", None),
    ],
)
def test_a_name_tells_what_is_asked(name: str, asked: str | None) -> None:
    (field,) = read_document(f'<input name="{name}">', path="", url="").elements
    assert purpose(field) == asked
