"""The door of the app: who is at this window, asked anew in each run.

On this machine it is whoever sits at it. Over a network people sign in with the city's account (OpenID Connect), or a
reverse proxy says who they are; without either, the app serves no other machine.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from html import escape
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import streamlit as st

from assistant.governance.identity import NoRank, person_of
from assistant.settings import LOOPBACK
from assistant.ui.parts import as_label
from ingest.errors import ShirubeError
from ingest.model import Person, local_person

if TYPE_CHECKING:
    from assistant.settings import Settings

TRUST = "FORWARDED_ALLOW_IPS"  # whom the web server believes about where a request comes from
_HERE = "127.0.0.1"
_PASSED_ON = ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "X-Real-IP")


class NotServed(ShirubeError):
    """The app is open to more than it is set up for."""

    hint = (
        "ほかの端末から使うには、サインインの設定（auth）が必要です。docs/access.md のとおりに設定するか、"
        "この端末だけで使うときは「shirube app」で起動してください。"
    )


class NotThisWay(ShirubeError):
    """A request that does not come by the way that is set."""

    hint = "この経路からは使えません。職員用の入口から開き直してください。"


def at_this_machine() -> Person | None:
    """Whoever sits at this machine. Raises `NotServed` where others could reach the app, or something passes it on."""
    _check_bound(signs_in=False)
    headers = st.context.headers
    # A page from elsewhere may have had its own name lead here, and would then be taken for this machine's.
    asked_for = {urlsplit(f"//{host}").hostname for host in headers.get_all("Host")}
    passed_on = st.context.ip_address is not None or any(headers.get_all(name) for name in _PASSED_ON)
    if passed_on or not asked_for <= LOOPBACK:
        raise NotServed
    return local_person()


def door(settings: Settings) -> Person | None:
    """The person at this window; None where they have yet to sign in, which the page then offers.

    Raises `ShirubeError` with what the person reads instead of the app.
    """
    if not settings.auth:
        return at_this_machine()
    _check_bound(signs_in=True)
    return _by_proxy(settings) if settings.auth == "proxy" else _by_account(settings)


def show_person(person: Person) -> None:
    """Who is signed in, and the way out."""
    if person.everywhere:
        return
    facts = "　".join(("、".join(sorted(person.departments)) or "課の登録なし", person.rank.label))
    with st.sidebar:
        st.html(
            f'<p class="shirube-small"><strong>{escape(person.label)}</strong><br>{escape(facts)}</p>',
        )
        if getattr(st.user, "is_logged_in", False):
            st.button("サインアウト", key="sign-out", on_click=st.logout)


# ---- inside


def _check_bound(*, signs_in: bool) -> None:
    """Raises `NotServed` where the server listens to more than it may."""
    if st.get_option("server.enableAgentApi"):
        raise NotServed("しるべは、画面からだけ使えます。server.enableAgentApi の設定を外してください。")
    if not signs_in and (st.get_option("server.address") or "") not in LOOPBACK:
        raise NotServed


def _by_account(settings: Settings) -> Person | None:
    """The person of an OpenID Connect provider, as the signed cookie has it."""
    signed_in = getattr(st.user, "is_logged_in", None)
    if signed_in is None:
        raise ShirubeError(
            "サインインの設定が足りません。Streamlit の secrets.toml の [auth] に、接続先と鍵を書いてください。"
        )
    if not signed_in:
        _offer("しるべは、庁内のアカウントでサインインして使います。")
        return None
    claims = st.user.to_dict()
    began = claims.get("iat")
    # Departments and ranks are as they were at sign-in, so it does not count for ever.
    if not isinstance(began, int | float) or time.time() - began > settings.auth_hours * 3600:
        _offer("サインインから時間がたちました。もう一度サインインしてください。")
        return None
    return _known(claims, settings)


def _by_proxy(settings: Settings) -> Person:
    """The person whom a proxy names in its headers, if it is the proxy that asks."""
    if os.environ.get(TRUST) != "":
        raise NotServed(
            f"環境変数 {TRUST} を空にして起動してください。「shirube app」で起動すると、そのようになります。"
        )
    if not _among(st.context.ip_address or _HERE, settings.auth_addresses):
        raise NotThisWay
    naming, headers = settings.naming, st.context.headers
    said = {name: [_read(value) for value in headers.get_all(name)] for name in naming.names}
    if len(said[naming.account]) > 1:  # one of them is not the proxy's
        raise NotThisWay
    return _known({name: ",".join(values) for name, values in said.items()}, settings)


def _known(said: Mapping[str, object], settings: Settings) -> Person:
    try:
        return person_of(said, settings.naming)
    except NoRank:
        if getattr(st.user, "is_logged_in", False):
            st.sidebar.button("サインアウト", key="sign-out", on_click=st.logout)
        raise


def _offer(said: str) -> None:
    """The page before the app."""
    st.title("しるべ", anchor=False)
    st.html(f"<p>{escape(as_label(said))}</p>")
    st.button("サインイン", key="sign-in", type="primary", on_click=st.login)


def _among(address: str, named: Iterable[str]) -> bool:
    """Whether an address is one of those named, which may be whole networks."""
    try:
        it = ip_address(address)
    except ValueError:
        return False
    it = getattr(it, "ipv4_mapped", None) or it
    return any(it in ip_network(one, strict=False) for one in named)


def _read(value: str) -> str:
    """A header's value: bytes in UTF-8, which HTTP takes for Latin letters."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value
