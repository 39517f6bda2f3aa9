//! What proposals are called and about, on their cards and on paper: 合并清单.

use super::Desk;
use super::merging::key;
use crate::browser::{self, Sheet as Paper};
use crate::export::list::{List, list};
use crate::ledger::{Field, Kind, Ledger, Node};
use crate::merge::Proposal;
use crate::ui::text;
use leptos::prelude::*;

impl Desk {
    /// What a place of a proposal is called: of a row that is to come, where it would stand.
    pub fn called(self, ledger: &Ledger, one: &Proposal) -> String {
        if ledger.get(one.id).is_some() {
            return self.entry_name(ledger, one.id);
        }
        let stands = one.variants.iter().find_map(|variant| variant.stands);
        match stands.filter(|stands| ledger.get(stands.parent).is_some()) {
            Some(stands) => text::merging::comes_to(&self.entry_name(ledger, stands.parent)),
            None => text::merging::NEW_ROW.to_owned(),
        }
    }

    /// The beginning of the texts a proposal is about: the finding's, and the measure's.
    pub fn excerpts(self, ledger: &Ledger, one: &Proposal) -> Vec<String> {
        let parent = one.variants.iter().find_map(|variant| variant.stands);
        let id =
            if ledger.get(one.id).is_some() { Some(one.id) } else { parent.map(|one| one.parent) };
        let path = id.map_or(Vec::new(), |id| ledger.path(id));
        // Of a finding in parts the part says more.
        let last = |kind| path.iter().rfind(|node| node.kind == kind);
        let rows = [last(Kind::Finding), last(Kind::Measure)];
        let cut = |node: &&Node| text::merging::excerpt(&node.text);
        rows.into_iter().flatten().map(cut).collect()
    }

    /// The list of what is proposed and decided, on paper.
    pub fn print_merging(self) {
        let merging = self.merging.get_untracked();
        let made = self.with(|ledger| {
            let row = |one: &Proposal| {
                let show = |field: Field, value: &str| text::whole(ledger, field, value);
                let theirs = one.variants.iter().map(|variant| {
                    let files = variant.from.iter().map(|at| merging.returns[*at].file.as_str());
                    let files: Vec<&str> = files.collect();
                    let value = variant.value.as_deref();
                    let value = value
                        .map_or(text::merging::GONE.to_owned(), |value| show(one.field, value));
                    let others = variant.others.iter().map(|(field, value)| {
                        format!("\n{}：{}", text::field(*field), show(*field, value))
                    });
                    format!("{value}{}（{}）", others.collect::<String>(), files.join("、"))
                });
                let base = one.variants.first().map(|variant| variant.base.as_deref());
                let mut entry = vec![self.called(ledger, one)];
                entry.extend(self.excerpts(ledger, one));
                vec![
                    entry.join("\n"),
                    text::merging::place(one.what, one.field),
                    text::merging::base(one.what, base.flatten().map(|base| show(one.field, base))),
                    one.ours
                        .as_deref()
                        .map_or(text::merging::NO_ROW.to_owned(), |ours| show(one.field, ours)),
                    theirs.collect::<Vec<String>>().join("\n"),
                    text::merging::decision(merging.decision(key(one))),
                ]
            };
            let open = merging.merged.proposals.iter().filter(|one| one.is_open());
            let files: Vec<&str> = merging.returns.iter().map(|one| one.file.as_str()).collect();
            List {
                title: text::merging::list_title(ledger.name()),
                notes: vec![text::merging::list_note(&files.join("、"), &browser::today())],
                head: text::merging::list_head(),
                rows: open.map(row).collect(),
            }
        });
        browser::print(Paper::A4, &list(&made));
    }
}
