//! What is known of widgets that are shown, and their own tools.

use greenroom_contract::Json;
use greenroom_contract::model_view::ModelView;
use greenroom_contract::observation::{ConsoleEntry, NetworkEntry};
use greenroom_contract::sandbox::{CspMode, TemplatePolicies};
use greenroom_contract::tool::Tool;
use greenroom_contract::widget::WidgetReport;

use super::{Host, Result};

impl Host {
    /// The policies of each template of a connector, mode by mode.
    pub async fn template_policies(&self, connector: &str) -> Result<Vec<TemplatePolicies>> {
        self.screens.template_policies(connector).await
    }

    /// The connector's widgets that are shown are loaded anew.
    pub async fn set_csp_mode(&self, connector: &str, mode: CspMode) -> Result<()> {
        self.connectors.set_csp_mode(connector, mode).await?;
        self.screens.remount_of(connector).await;
        Ok(())
    }

    /// Oldest first.
    pub async fn widget_console(&self, instance: &str) -> Result<Vec<ConsoleEntry>> {
        self.screens.console(instance)
    }

    /// Oldest first.
    pub async fn widget_network(&self, instance: &str) -> Result<Vec<NetworkEntry>> {
        self.screens.network(instance)
    }

    /// The requests of a widget as an HTTP Archive.
    pub async fn widget_archive(&self, instance: &str) -> Result<String> {
        self.screens.archive(instance)
    }

    /// The widgets of a call of the current conversation, one for each screen; none where it shows none.
    pub async fn widgets(&self, call_id: &str) -> Result<Vec<WidgetReport>> {
        self.screens.widgets(call_id).await
    }

    /// The widget of a call on one screen, offstage or not.
    pub async fn widget(&self, call_id: &str, screen: &str) -> Result<Option<WidgetReport>> {
        self.screens.widget(call_id, screen).await
    }

    /// What the model would have in its context, for a person at this screen.
    pub async fn model_view(&self, screen: &str) -> Result<ModelView> {
        self.screens.model_view(screen).await
    }

    /// The tools that a shown widget offers to its host.
    pub async fn app_tools(&self, instance: &str) -> Result<Vec<Tool>> {
        self.screens.app_tools(instance).await
    }

    /// The result as the widget sent it.
    pub async fn call_app_tool(&self, instance: &str, name: &str, arguments: Json) -> Result<Json> {
        self.screens.call_app_tool(instance, name, arguments.0).await.map(Json)
    }
}
