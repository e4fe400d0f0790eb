//! Where a connector's server is, and as whom it is spoken to.

use greenroom_contract::Problem;
use greenroom_contract::connector::{Certificates, Connector, Endpoint, ProtocolChoice, SecretName};
use greenroom_contract::settings::ClientSettings;
use greenroom_mcp::{ClientProfile, Command, HttpTarget, Protocol, Target};
use url::Url;

use crate::demo::Demo;
use crate::secrets::{Secret, SecretKind, Secrets};

/// What to connect to, with the values of its headers or variables.
pub async fn target(connector: &Connector, secrets: &Secrets, demo: &Demo) -> Result<Target, Problem> {
    Ok(match &connector.endpoint {
        Endpoint::Demo => Target::InProcess(demo.serve()),
        Endpoint::Http { url } => Target::Http(over_http(connector, url, secrets).await?),
        Endpoint::Sse { url } => Target::Sse(over_http(connector, url, secrets).await?),
        Endpoint::Stdio { command, arguments, directory } => Target::Stdio(Command {
            program: command.clone(),
            arguments: arguments.clone(),
            environment: values(connector, SecretKind::Variable, secrets).await?,
            directory: match directory.as_str() {
                "" => std::env::home_dir(),
                path => Some(path.into()),
            },
        }),
    })
}

/// Who the client says it is.
pub fn client(connector: &Connector, settings: ClientSettings) -> ClientProfile {
    let headers = settings.headers.into_iter().filter(|header| !header.value.is_empty());
    ClientProfile {
        name: settings.name,
        version: settings.version,
        user_agent: settings.user_agent,
        capabilities: settings.capabilities.0,
        protocol: protocol(&connector.protocol),
        headers: headers.map(|header| (header.name, header.value)).collect(),
        initialize_meta: settings.initialize_meta.0.as_object().cloned().unwrap_or_default(),
        progress: settings.progress,
    }
}

fn protocol(choice: &ProtocolChoice) -> Protocol {
    match choice {
        ProtocolChoice::Negotiated => Protocol::Negotiated,
        ProtocolChoice::Forced { version } => Protocol::Forced(version.clone()),
    }
}

async fn over_http(connector: &Connector, url: &str, secrets: &Secrets) -> Result<HttpTarget, Problem> {
    let url = Url::parse(url).map_err(|error| {
        Problem::invalid(
            format!("{url} is no valid address: {error}."),
            "Edit the connector and correct its address.",
        )
    })?;
    Ok(HttpTarget {
        headers: values(connector, SecretKind::Header, secrets).await?,
        certificates: match connector.certificates {
            Certificates::Trusted => greenroom_mcp::Certificates::Trusted,
            Certificates::Any => greenroom_mcp::Certificates::Any,
        },
        ..HttpTarget::new(url)
    })
}

async fn values(
    connector: &Connector,
    kind: SecretKind,
    secrets: &Secrets,
) -> Result<Vec<(String, String)>, Problem> {
    let (names, what) = match kind {
        SecretKind::Header => (&connector.headers, "header"),
        SecretKind::Variable => (&connector.environment, "variable"),
    };
    let mut values = Vec::new();
    for SecretName { name, .. } in names {
        let value = secrets.get(Secret { connector_id: &connector.id, kind, name }).await?;
        let value = value.ok_or_else(|| {
            Problem::invalid(
                format!("The {what} {name} has no value yet, so nothing was sent."),
                "Edit the connector and enter the value, or take the name out.",
            )
        })?;
        values.push((name.clone(), value));
    }
    Ok(values)
}
