//! The commands and events of the shell, declared once. A test writes their TypeScript and compares it with
//! `ui/src/bindings.ts`.

use greenroom_contract::event::Event;
use greenroom_contract::{observation, screen, widget};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::Wry;
use tauri_specta::{Builder, collect_commands, collect_events};

use crate::commands::{
    approvals, calls, connectors, conversations, inquiries, pictures, record, rehearsal, sandbox, settings,
    stage, tools, transfer, widgets,
};

/// The host's [`Event`] on its way to the shell.
#[derive(Clone, Debug, Serialize, Deserialize, Type, tauri_specta::Event)]
pub struct HostEvent(pub Event);

pub fn builder() -> Builder<Wry> {
    Builder::new()
        .disable_serde_phases()
        .commands(collect_commands![
            connectors::connectors,
            connectors::check_draft,
            connectors::create_connector,
            connectors::update_connector,
            connectors::duplicate_connector,
            connectors::delete_connector,
            connectors::disable_connector,
            connectors::enable_connector,
            connectors::restore_demo,
            connectors::refresh_connector,
            connectors::cancel_connecting,
            connectors::snapshot,
            tools::check_arguments,
            tools::add_file,
            tools::verdict,
            calls::run_tool,
            calls::cancel_call,
            calls::call,
            approvals::approvals,
            approvals::answer_approval,
            approvals::approval_log,
            approvals::approval_preview,
            approvals::set_permissions,
            approvals::remembered,
            approvals::forget,
            approvals::rehearsal,
            approvals::set_rehearsal,
            approvals::open_story,
            approvals::save_story,
            approvals::approval_report,
            approvals::save_approval_report,
            conversations::conversation,
            conversations::conversations,
            conversations::start_conversation,
            conversations::model_turn,
            conversations::reply_as_model,
            conversations::open_conversation,
            inquiries::inquiries,
            inquiries::answer_inquiry,
            widgets::widgets,
            widgets::app_tools,
            widgets::call_app_tool,
            widgets::model_view,
            record::frames,
            record::frame,
            record::record_status,
            record::clear_record,
            record::export_record,
            rehearsal::edits,
            rehearsal::edit,
            rehearsal::reset_edits,
            rehearsal::save_fixture,
            rehearsal::open_fixture,
            rehearsal::scenarios,
            rehearsal::run_scenario,
            rehearsal::stop_scenario,
            rehearsal::reset_scenario,
            sandbox::template_policies,
            sandbox::set_csp_mode,
            sandbox::widget_console,
            sandbox::widget_network,
            sandbox::save_widget_network,
            sandbox::set_conditions,
            sandbox::clear_widget_data,
            settings::settings,
            settings::save_settings,
            transfer::read_import,
            transfer::import_connectors,
            transfer::export_connectors,
            transfer::save_connectors,
            stage::stage,
            stage::presets,
            stage::arrange_screens,
            stage::place_screens,
            stage::set_theme,
            stage::set_display_mode,
            stage::remount_widgets,
            stage::reload_screen,
            stage::look,
            stage::save_look,
            stage::enter_screens,
            pictures::save_picture,
            pictures::copy_picture,
            pictures::sheet_plan,
            pictures::take_sheet,
            pictures::sheet,
            pictures::cancel_sheet,
            pictures::save_sheet,
            pictures::copy_sheet,
            pictures::keep_picture,
            pictures::compare_picture,
        ])
        .events(collect_events![HostEvent])
        .typ::<screen::ToScreen>()
        .typ::<screen::FromScreen>()
        .typ::<widget::OpenaiRequest>()
        .typ::<widget::ToOpenai>()
        .typ::<widget::WidgetStart>()
        .typ::<observation::Observation>()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use specta_typescript::Typescript;

    /// Run with `UPDATE_BINDINGS=1` after a change of the contract.
    #[test]
    fn the_typescript_of_the_ui_is_current() {
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/bindings.ts");
        let fresh = std::env::temp_dir().join(format!("greenroom-bindings-{}.ts", std::process::id()));
        super::builder().export(Typescript::default(), &fresh).unwrap();
        let text = std::fs::read_to_string(&fresh).unwrap();
        std::fs::remove_file(&fresh).unwrap();
        if std::env::var_os("UPDATE_BINDINGS").is_some() {
            std::fs::write(&committed, &text).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&committed).unwrap(), text);
    }
}
