"""What high contrast adds to the style sheet: states by lines and fillings, no soft greys.

There, what has the focus has a thicker line, what is chosen a bar or a black ground, what cannot
be pressed a dashed line; a state's panel has a line in its colour beside its words.
"""

CONTRAST = """
QFrame[role="good"] {{ border: {w}px solid {good}; }}
QFrame[role="attention"] {{ border: {w}px solid {gold}; }}
QFrame[role="error"] {{ border: {w}px solid {danger}; }}
QLabel[role="good"], QLabel[role="attention"], QLabel[role="error"] {{ border: 0; }}

QPushButton:checked {{ border: {w}px solid {ink}; border-left: 10px solid {ink};
  padding: 0 15px 0 7px; color: {ink}; }}
QPushButton:focus {{ border: 4px solid {primary}; padding: 0 13px; min-height: 36px; }}
QPushButton:disabled {{ color: {ink}; background: {surface}; border: {w}px dashed {ink}; }}

QPushButton[role="primary"]:focus {{ border: 6px double {on_primary}; padding: 0 11px;
  min-height: 32px; }}
QPushButton[role="primary"]:disabled {{ color: {ink}; background: {surface};
  border: {w}px dashed {ink}; }}
QPushButton[tall="true"]:focus {{ min-height: 56px; }}
QPushButton[role="primary"][tall="true"]:focus {{ min-height: 52px; }}
QPushButton[role="quiet"]:focus {{ border: 4px solid {primary}; }}
QPushButton[role="quiet"]:disabled {{ border: {w}px dashed {ink}; }}
QPushButton[role="link"] {{ border: {w}px solid {primary}; }}
QPushButton[role="link"]:focus {{ border: 4px solid {primary}; padding: 0 10px;
  min-height: 36px; }}
QPushButton[role="chip"]:checked {{ border: {w}px solid {ink}; padding: 0 16px;
  color: {surface}; }}
QPushButton[role="chip"]:focus {{ border: 4px solid {primary}; padding: 0 14px; }}
QPushButton[role="chip"]:checked:focus {{ text-decoration: underline; }}
QPushButton[role="key"]:focus {{ min-height: 54px; padding: 0; }}
QPushButton[role="method"]:checked {{ border-left: 10px solid {ink}; padding: 0 16px 0 8px; }}
QPushButton[role="method"]:focus {{ border: 4px solid {primary}; padding: 0 14px;
  min-height: 56px; }}
QPushButton[role="rail"]:checked {{ border: 0; border-bottom: 4px solid {ink}; padding: 0; }}
QPushButton[role="rail"]:focus {{ border: 4px solid {primary}; min-height: 52px; padding: 0; }}
QPushButton[role="status"] {{ border: {w}px solid {line}; min-height: 40px; }}
QPushButton[role="status"]:focus {{ border: 4px solid {primary}; min-height: 36px;
  padding: 0 10px; }}
QPushButton[role="status"][kind="good"] {{ border-color: {good}; }}
QPushButton[role="status"][kind="attention"] {{ border-color: {gold}; }}
QPushButton[role="status"][kind="error"] {{ border-color: {danger}; }}
QPushButton[role="link"]:disabled, QPushButton[role="status"]:disabled {{
  color: {ink}; border: {w}px dashed {ink}; }}

QLineEdit, QComboBox, QSpinBox, QLineEdit[role="amount"], QLineEdit[role="count"] {{
  placeholder-text-color: {primary}; }}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus {{ border: 4px solid {primary};
  padding: 0 9px; min-height: 36px; }}
QLineEdit[role="amount"]:focus {{ min-height: 50px; }}
QLineEdit[role="search"]:focus {{ border: 4px solid {primary}; min-height: 30px;
  padding: 0 9px; }}
QLineEdit:disabled, QComboBox:disabled {{ color: {ink}; border: {w}px dashed {ink}; }}

QAbstractItemView {{ selection-background-color: {ink}; selection-color: {surface}; }}
QAbstractItemView[role="grid"] {{ selection-background-color: transparent; }}
QMenu::item:selected {{ background: {ink}; color: {surface}; }}
QMenu::separator {{ height: {w}px; }}
QScrollBar::handle {{ background: {ink}; }}
"""
