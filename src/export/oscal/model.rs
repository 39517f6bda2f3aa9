//! The members of an OSCAL plan of action and milestones that a ledger fills, in the order of the
//! published model. Empty lists are left out: the format has none.

use serde::Serialize;

#[derive(Serialize)]
pub struct Document {
    #[serde(rename = "plan-of-action-and-milestones")]
    pub poam: Poam,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Poam {
    pub uuid: String,
    pub metadata: Metadata,
    pub system_id: SystemId,
    pub risks: Vec<Risk>,
    pub poam_items: Vec<Item>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Metadata {
    pub title: String,
    pub last_modified: String,
    pub version: String,
    pub oscal_version: &'static str,
    pub roles: [Role; 4],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<Party>,
}

#[derive(Serialize)]
pub struct Role {
    pub id: &'static str,
    pub title: &'static str,
}

#[derive(Serialize)]
pub struct Party {
    pub uuid: String,
    #[serde(rename = "type")]
    pub sort: &'static str,
    pub name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct SystemId {
    pub identifier_type: &'static str,
    pub id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Item {
    pub uuid: String,
    pub title: String,
    pub description: String,
    pub props: Vec<Prop>,
    pub related_risks: Vec<RelatedRisk>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct RelatedRisk {
    pub risk_uuid: String,
}

#[derive(Clone, Serialize)]
pub struct Prop {
    pub name: &'static str,
    pub ns: &'static str,
    pub value: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Risk {
    pub uuid: String,
    pub title: String,
    pub description: String,
    pub statement: String,
    pub props: Vec<Prop>,
    pub status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remediations: Vec<Remediation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk_log: Option<Log>,
}

/// A `response` of the published model.
#[derive(Serialize)]
pub struct Remediation {
    pub uuid: String,
    pub lifecycle: &'static str,
    pub title: String,
    pub description: String,
    pub props: Vec<Prop>,
    pub tasks: Vec<Task>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Task {
    pub uuid: String,
    #[serde(rename = "type")]
    pub sort: &'static str,
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timing: Option<Timing>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub responsible_roles: Vec<ResponsibleRole>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Timing {
    pub on_date: OnDate,
}

#[derive(Serialize)]
pub struct OnDate {
    pub date: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ResponsibleRole {
    pub role_id: &'static str,
    pub party_uuids: Vec<String>,
}

#[derive(Serialize)]
pub struct Log {
    pub entries: Vec<LogEntry>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct LogEntry {
    pub uuid: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    pub start: String,
    pub props: Vec<Prop>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub logged_by: Vec<LoggedBy>,
    pub related_responses: Vec<RelatedResponse>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct LoggedBy {
    pub party_uuid: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct RelatedResponse {
    pub response_uuid: String,
}
