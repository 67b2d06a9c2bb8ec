"""The norms behind the rules on privacy and on contact data."""

PRIVACY_BASIS = (
    "《中华人民共和国政府信息公开条例》第十五条：涉及个人隐私、公开会损害第三方合法权益的信息不得公开；"
    "《中华人民共和国个人信息保护法》第二十八条"
)
"""What is a person's own stays out of what a public body publishes."""

CONTACT_BASIS = "没有单独的规定；联系方式写错，申请人就联系不上本机关"
"""Nobody wrote down how a contact is given, but a wrong one is of no use."""
