"""The application's style sheet, written once from the tokens.

Widgets say what they are by a dynamic property, never by their own colours:
QPushButton[role=primary|quiet|danger|chip|key|method|link|rail|status], QLabel[role=title|
heading|soft|small|amount|total|change|error|good|hint], QFrame[role=card|bar|panel|line],
QLineEdit[role=amount|search|count]. A button without a role is a plain bordered one. A label's
property `px` sets its size, where it is none of its role's; the largest are bold.
"""

from typing import TYPE_CHECKING

from ui.contrast_sheet import CONTRAST

if TYPE_CHECKING:
    from ui.theme import Look


def stylesheet(look: "Look") -> str:
    """The style sheet of a look."""
    template = _TEMPLATE + CONTRAST if look.theme == "contrast" else _TEMPLATE
    return template.format_map(_values(look)) + "".join(
        f'QLabel[px="{px}"] {{ font-size: {look.px(px)}px;{weight} }}\n'
        for px, weight in _LABEL_SIZES.items()
    )


def _values(look: "Look") -> dict[str, str | int]:
    types = look.tokens["type"]
    radius = look.tokens["radius"]
    strong = look.theme == "contrast"
    values: dict[str, str | int] = {
        name: value for name, value in look.colors.items() if isinstance(value, str)
    }
    values |= {
        f"{name}_px": look.px(size)
        for name, size in (types | _BETWEEN).items()
        if isinstance(size, int)
    }
    return values | {
        "w": look.line_width,
        "card_r": radius["card"],
        "field_r": radius["field"],
        "button_r": radius["button"],
        "least": look.touch("least") - 2 * look.line_width,
        "pay": look.touch("pay") - 2 * look.line_width,
        "hover": look.mixed("ink", "surface", 5).name(),
        "hover_ground": look.mixed("ink", "ground", 5).name(),
        "primary_hover": look.mixed("ink", "primary", 10).name(),
        "primary_down": look.mixed("ink", "primary", 22).name(),
        "danger_hover": look.mixed("ink", "danger", 10).name(),
        "faint": look.mixed("ink_soft", "surface", 100 if strong else 55).name(),
        "off": look.mixed("ink", "surface", 12).name(),
        "handle": look.mixed("ink_soft", "ground", 40).name(),
    }


_BETWEEN = {"tiny": 11, "chip": 13, "method": 15}
"""Sizes in px between those of the tokens, for one purpose each."""

_BOLD = " font-weight: 700;"
_LABEL_SIZES = {14: "", 16: "", 18: _BOLD, 20: "", 30: _BOLD, 40: _BOLD, 64: _BOLD}
"""In px at 100 %; see the module's text."""

_TEMPLATE = """
* {{ outline: none; }}
QToolTip {{ color: {surface}; background: {ink}; border: 0; padding: 6px 8px; }}

QFrame[role="card"] {{ background: {surface}; border: {w}px solid {line};
  border-radius: {card_r}px; }}
QFrame[role="panel"] {{ background: {surface}; border: 0; }}
QFrame[role="bar"] {{ background: {surface}; border: 0; }}
QFrame[role="line"] {{ background: {line}; border: 0; min-height: {w}px; max-height: {w}px; }}
QFrame[role="line"][upright="true"] {{ min-width: {w}px; max-width: {w}px;
  min-height: 0; max-height: 16777215px; }}
QFrame[role="good"] {{ background: {good_soft}; border: 0; border-radius: {card_r}px; }}
QFrame[role="attention"] {{ background: {gold_soft}; border: 0; border-radius: {card_r}px; }}
QFrame[role="error"] {{ background: {danger_soft}; border: 0; border-radius: {card_r}px; }}
QFrame[role="drop"] {{ background: {ground}; border: 2px dashed {line};
  border-radius: {card_r}px; }}
QFrame[role="drop-over"] {{ background: {primary_soft}; border: 2px dashed {primary};
  border-radius: {card_r}px; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: 0; }}

QLabel {{ background: transparent; }}
QLabel[role="title"] {{ font-size: {title_px}px; font-weight: 700; }}
QLabel[role="heading"] {{ font-size: {body_px}px; font-weight: 700; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="soft"] {{ color: {ink_soft}; }}
QLabel[role="small"] {{ color: {ink_soft}; font-size: {small_px}px; }}
QLabel[role="amount"] {{ font-size: {amount_px}px; font-weight: 600; }}
QLabel[role="total"] {{ font-size: {total_px}px; font-weight: 700; }}
QLabel[role="change"] {{ font-size: {change_px}px; font-weight: 700;
  color: {good}; }}
QLabel[role="error"] {{ color: {danger}; font-weight: 600; }}
QLabel[role="attention"] {{ color: {gold}; font-weight: 600; }}
QLabel[role="good"] {{ color: {good}; font-weight: 600; }}
QLabel[role="primary"] {{ color: {primary}; font-weight: 700; }}
QLabel[role="logo"] {{ color: {primary}; font-size: {amount_px}px; font-weight: 700; }}
QLabel[role="hint"] {{ color: {ink_soft}; font-size: {tiny_px}px; background: {surface};
  border: {w}px solid {line}; border-radius: 4px; padding: 1px 5px; }}

QPushButton {{ min-height: {least}px; padding: 0 15px; color: {ink}; background: {surface};
  border: {w}px solid {line}; border-radius: {button_r}px; font-weight: 600; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed {{ background: {primary_soft}; }}
QPushButton:checked {{ background: {primary_soft}; border-color: {primary}; color: {primary}; }}
QPushButton:focus {{ border: 2px solid {primary}; padding: 0 14px; min-height: 40px; }}
QPushButton:disabled {{ color: {faint}; background: {surface}; }}

QPushButton[role="primary"] {{ background: {primary}; color: {on_primary}; font-weight: 700;
  font-size: {amount_px}px; border: {w}px solid {primary}; }}
QPushButton[role="primary"]:hover {{ background: {primary_hover}; }}
QPushButton[role="primary"]:pressed {{ background: {primary_down}; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {ink}; }}
QPushButton[role="primary"]:disabled {{ background: {off}; border-color: {off};
  color: {ink_soft}; }}
QPushButton[role="primary"] QLabel {{ color: {on_primary}; font-weight: 700; }}
QPushButton[role="primary"] QLabel:disabled {{ color: {ink_soft}; }}
QPushButton[role="primary"] QLabel[role="hint"] {{ color: {on_primary}; background: transparent;
  border-color: {on_primary}; font-size: {tiny_px}px; font-weight: 400; }}
QPushButton[role="primary"] QLabel[role="hint"]:disabled {{ color: {ink_soft};
  border-color: {ink_soft}; }}
QPushButton[tall="true"] {{ min-height: {pay}px; }}
QPushButton[tall="true"]:focus {{ min-height: 60px; }}

QPushButton[role="danger"] {{ color: {danger}; border-color: {danger}; }}
QPushButton[role="danger"]:hover {{ background: {danger_soft}; }}
QPushButton[role="danger"]:disabled {{ color: {ink_soft}; border-color: {line}; }}
QPushButton[role="quiet"] {{ background: transparent; border: {w}px solid transparent; }}
QPushButton[role="quiet"]:hover {{ background: {hover}; }}
QPushButton[role="quiet"]:focus {{ border: 2px solid {primary}; }}
QPushButton[role="link"] {{ background: transparent; border: {w}px solid transparent;
  color: {primary}; padding: 0 12px; font-weight: 700; }}
QPushButton[role="link"]:hover {{ background: {primary_soft}; }}
QPushButton[role="link"]:focus {{ border: {w}px solid {primary}; padding: 0 12px;
  min-height: {least}px; }}
QFrame[role="bar"] QPushButton[role="link"] {{ background: {primary_soft}; }}

QPushButton[role="chip"] {{ border-radius: 22px; padding: 0 16px; }}
QPushButton[role="chip"]:checked {{ background: {ink}; color: {surface}; border-color: {ink}; }}
QPushButton[role="chip"]:focus {{ padding: 0 15px; }}
QPushButton[role="key"] {{ font-size: {title_px}px; font-weight: 600;
  min-height: 58px; padding: 0; border-radius: {card_r}px; }}
QPushButton[role="key"]:focus {{ min-height: 56px; padding: 0; }}
QPushButton[role="method"] {{ min-height: {pay}px; text-align: left; padding: 0 16px;
  border-radius: {card_r}px; font-size: {method_px}px; }}
QPushButton[role="method"]:focus {{ min-height: 60px; padding: 0 15px; }}

QPushButton[role="step"] {{ min-width: 42px; padding: 0; border: 0; background: transparent; }}
QPushButton[role="rail"] {{ min-height: 60px; padding: 0; border: 0; background: transparent;
  border-radius: {card_r}px; }}
QPushButton[role="rail"]:hover {{ background: {hover}; }}
QPushButton[role="rail"]:focus {{ border: 2px solid {primary}; min-height: 56px; }}
QPushButton[role="rail"]:checked {{ background: {primary_soft}; }}
QPushButton[role="rail"] QLabel {{ color: {ink_soft}; font-size: {tiny_px}px; font-weight: 500; }}
QPushButton[role="rail"] QLabel[chosen="true"] {{ color: {primary}; font-weight: 700; }}

QPushButton[role="status"] {{ min-height: 44px; border: 0; border-radius: 22px;
  padding: 0 12px; font-size: {chip_px}px; background: transparent; color: {ink}; }}
QPushButton[role="status"]:hover {{ background: {hover}; }}
QPushButton[role="status"]:focus {{ border: 2px solid {primary}; min-height: 40px;
  padding: 0 10px; }}
QPushButton[role="status"][kind="good"] {{ background: {good_soft}; color: {good}; }}
QPushButton[role="status"][kind="attention"] {{ background: {gold_soft}; color: {gold}; }}
QPushButton[role="status"][kind="error"] {{ background: {danger_soft}; color: {danger}; }}
QPushButton[role="status"][kind="plain"] {{ background: {hover}; color: {ink_soft}; }}

QLineEdit, QComboBox, QSpinBox {{ min-height: {least}px; padding: 0 11px; color: {ink};
  background: {surface}; border: {w}px solid {edge}; border-radius: {field_r}px;
  selection-background-color: {primary}; selection-color: {on_primary};
  placeholder-text-color: {ink_soft}; }}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus {{ border: 2px solid {primary};
  padding: 0 10px; min-height: 40px; }}
QLineEdit[invalid="true"] {{ border: 2px solid {danger}; padding: 0 10px; min-height: 40px; }}
QLineEdit:disabled, QComboBox:disabled {{ color: {faint}; }}
QLineEdit[role="amount"] {{ font-size: {total_px}px; font-weight: 600;
  min-height: 54px; }}
QLineEdit[role="count"] {{ font-size: {amount_px}px; font-weight: 600; }}
QLineEdit[role="amount"], QLineEdit[role="count"] {{ placeholder-text-color: {faint}; }}
QLineEdit[role="search"] {{ background: {ground}; min-height: 42px; font-size: {body_px}px; }}
QLineEdit[role="search"]:focus {{ min-height: 42px; padding: 0 11px;
  border: {w}px solid {primary}; }}
QComboBox::drop-down {{ border: 0; width: 32px; }}
QComboBox QAbstractItemView {{ background: {surface}; color: {ink};
  border: {w}px solid {line}; selection-background-color: {primary_soft};
  selection-color: {ink}; }}
QCheckBox, QRadioButton {{ min-height: {least}px; spacing: 10px; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: 20px; height: 20px; }}

QAbstractItemView {{ background: {surface}; color: {ink}; border: 0;
  selection-background-color: {primary_soft}; selection-color: {ink}; }}
QTableView {{ gridline-color: {line}; }}
QHeaderView::section {{ background: {surface}; color: {ink_soft}; font-size: {small_px}px;
  font-weight: 600; border: 0; border-bottom: {w}px solid {line}; padding: 8px 10px; }}
QTableCornerButton::section {{ background: {surface}; border: 0; }}
QAbstractItemView[role="grid"] {{ background: {ground};
  selection-background-color: transparent; }}

QMenu {{ background: {surface}; color: {ink}; border: {w}px solid {line};
  border-radius: {card_r}px; padding: 6px; }}
QMenu::item {{ min-height: 28px; padding: 8px 24px 8px 12px; border-radius: {button_r}px; }}
QMenu::item:selected {{ background: {primary_soft}; color: {ink}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 6px 8px; }}
QMenu::icon {{ padding-left: 10px; }}

QProgressBar {{ border: 0; border-radius: 3px; background: {off}; max-height: 6px; }}
QProgressBar::chunk {{ background: {primary}; border-radius: 3px; }}

QScrollBar:vertical {{ width: 10px; background: transparent; margin: 0; }}
QScrollBar:horizontal {{ height: 10px; background: transparent; margin: 0; }}
QScrollBar::handle {{ background: {handle}; border-radius: 4px; margin: 1px; }}
QScrollBar::handle:vertical {{ min-height: 44px; }}
QScrollBar::handle:horizontal {{ min-width: 44px; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
