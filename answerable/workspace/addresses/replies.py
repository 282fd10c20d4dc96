"""Published replies, read and matched."""

from django.urls import URLPattern

from answerable.workspace.addresses.making import FORM, page
from answerable.workspace.views import replies

urlpatterns: list[URLPattern] = [
    page("replies", replies.replies, "replies"),
    page("replies/unanswered", replies.unanswered, "replies-unanswered"),
    page("replies/<int:reply>", replies.reply, "reply"),
    *(
        page(f"replies/<int:reply>/{what}", replies.step, f"reply-{what}", FORM, what=what)
        for what in replies.STEPS
    ),
]
