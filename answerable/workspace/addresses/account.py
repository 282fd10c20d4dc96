"""One's own account: how to sign in, and who is invited."""

from django.urls import URLPattern

from answerable.workspace.addresses.making import BOTH, FORM, page
from answerable.workspace.views import (
    account,
    account_keys,
    account_members,
    account_people,
    door,
    door_ways,
)

urlpatterns: list[URLPattern] = [
    page("sign-in/second-factor", door.second_factor, "second-step", BOTH),
    page("sign-in/passkey", door_ways.passkey, "sign-in-passkey", BOTH),
    page("sign-in/organisation", door_ways.organisation, "sign-in-organisation"),
    page("sign-in/organisation/back", door_ways.organisation_back, "sign-in-organisation-back"),
    page("prove", account.prove, "prove", BOTH),
    page("account", account.account, "account"),
    page("account/password", account.password, "account-password", BOTH),
    page("account/second-factor", account.second_factor, "account-second-factor"),
    page("account/app", account.code_app, "account-app", BOTH),
    page("account/app/end", account.end_factor, "account-app-end", FORM, what="app"),
    page("account/passkey", account.passkey, "account-passkey", BOTH),
    page("account/passkey/end", account.end_factor, "account-passkey-end", FORM, what="passkey"),
    page("account/codes", account.recovery_codes, "account-codes", FORM),
    page("account/keys", account_keys.keys, "account-keys", BOTH),
    page("account/keys/end", account_keys.end, "account-keys-end", FORM),
    page("account/sessions/end", account.end_session, "account-sessions-end", FORM),
    page("bodies/<str:body>/members", account_members.member_list, "members"),
    page("bodies/<str:body>/members/invite", account_members.invite, "members-invite", FORM),
    page("bodies/<str:body>/members/end", account_members.end, "members-end", FORM),
    page("bodies/<str:body>/members/hand-over", account_members.hand_over, "members-hand-over", FORM),
    page("bodies/<str:body>/members/leave", account_members.leave, "members-leave", FORM),
    page("people", account_people.person_list, "people"),
    page("people/invite", account_people.invite, "people-invite", FORM),
    page("people/refusals", account_people.refusal_list, "people-refusals"),
    page("people/<int:number>", account_people.one_person, "person"),
    page("people/<int:number>/grant", account_people.grant, "person-grant", FORM),
    page("people/<int:number>/end", account_people.end, "person-end", FORM),
    page("people/<int:number>/link", account_people.help_in, "person-link", FORM),
    page("people/<int:number>/reset", account_people.reset, "person-reset", FORM),
    page("people/<int:number>/close", account_people.close, "person-close", FORM),
]
