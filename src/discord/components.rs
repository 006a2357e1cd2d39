//! Rows of buttons and menus, as Discord takes them below a message.
//!
//! Structs of our own, like all bodies. What stands in them is decided in [`super::controls`].

use serde::Serialize;

/// A row: up to five buttons, or one menu. Discord: components/reference, "Action Row".
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Row {
    #[serde(rename = "type")]
    kind: u8,
    components: Vec<Component>,
}

/// What stands in a row.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Component {
    Button(Button),
    Menu(Menu),
}

/// A button with words on it. Discord: components/reference, "Button".
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Button {
    #[serde(rename = "type")]
    kind: u8,
    style: u8,
    label: String,
    custom_id: String,
}

/// A menu of texts, of which one is chosen. Discord: components/reference, "String Select".
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Menu {
    #[serde(rename = "type")]
    kind: u8,
    custom_id: String,
    placeholder: String,
    options: Vec<Choice>,
}

/// An option of a menu.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Choice {
    /// What is read.
    pub(super) label: String,
    /// What comes back: a custom id of its own.
    pub(super) value: String,
    /// In small below.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) description: String,
    /// Whether it is what is shown now.
    #[serde(rename = "default", skip_serializing_if = "std::ops::Not::not")]
    pub(super) is_shown: bool,
}

/// Discord: components/reference, "Component Types" and "Button Styles".
const ROW: u8 = 1;
const BUTTON: u8 = 2;
const MENU: u8 = 3;
const SECONDARY: u8 = 2;

impl Row {
    /// A row of these buttons; none of none.
    pub(super) fn of_buttons(buttons: impl IntoIterator<Item = Button>) -> Option<Self> {
        let components: Vec<Component> = buttons.into_iter().map(Component::Button).collect();
        (!components.is_empty()).then_some(Self { kind: ROW, components })
    }

    /// A menu of these options; none of none.
    pub(super) fn of_menu(
        custom_id: String,
        placeholder: String,
        options: Vec<Choice>,
    ) -> Option<Self> {
        let menu = Menu { kind: MENU, custom_id, placeholder, options };
        let is_empty = menu.options.is_empty();
        (!is_empty).then(|| Self { kind: ROW, components: vec![Component::Menu(menu)] })
    }
}

impl Button {
    /// A button that is no louder than what is quoted above it.
    pub(super) fn new(label: String, custom_id: String) -> Self {
        Self { kind: BUTTON, style: SECONDARY, label, custom_id }
    }
}
