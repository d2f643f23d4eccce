//! The list of those who are not accounted for, as a page to print: large, and with a box to tick.

use crate::building::Site;
use crate::drill::{Called, Outcome, Person, Presence, RollCall, WallTime};
use crate::language::{Choice, Language, msg};
use crate::units::Seconds;

/// What the page is about.
pub struct Missing<'a> {
    /// The scenario's name.
    pub scenario: &'a str,
    /// What the drill's clock shows.
    pub clock: Seconds,
    /// What the wall clock shows.
    pub wall: WallTime,
    /// Whether it is no drill any more.
    pub real: bool,
    /// Who should answer.
    pub roster: &'a [Person],
    /// Where the assembly points are.
    pub site: &'a Site,
    /// What happened so far.
    pub outcome: &'a Outcome,
}

impl Missing<'_> {
    /// The page, for a browser to show and print.
    #[must_use]
    pub fn page(&self, lang: Language) -> String {
        let call = RollCall::of(self.roster, self.site, self.outcome);
        let title = lang.t(if self.real { "missing-title-real" } else { "missing-title" });
        let wall = self.wall.civil().strftime("%Y-%m-%d %H:%M:%S").to_string();
        let sums = msg!(
            "missing-sums",
            unaccounted = call.all.unaccounted().to_string(),
            missing = call.all.missing.to_string(),
            expected = call.all.expected.to_string()
        );
        // A column that is empty in every row takes the room from the names.
        let with_points = self.roster.iter().any(|person| person.assembly_point.is_some());
        let mut rows = String::new();
        for index in &call.unaccounted {
            let person = &self.roster[*index];
            let called = self.outcome.called.get(&person.id);
            rows.push_str(&self.row(lang, person, called, with_points));
        }
        if call.unaccounted.is_empty() {
            let text = escaped(&lang.t("missing-nobody"));
            rows = format!("<tr><td colspan=\"5\" class=\"name\">{text}</td></tr>\n");
        }
        let mut heads =
            vec!["missing-column-found", "people-column-name", "people-column-department"];
        if with_points {
            heads.push("people-column-point");
        }
        heads.push("missing-column-state");
        let heads: String =
            heads.iter().map(|head| format!("<th>{}</th>", escaped(&lang.t(head)))).collect();
        let class = if self.real { " class=\"real\"" } else { "" };
        format!(
            "<!doctype html>\n<html lang=\"{tag}\"><head><meta charset=\"utf-8\"><title>{title}</title>\n\
             <style>{STYLE}</style></head>\n<body{class} onload=\"print()\">\n<h1>{title}</h1>\n\
             <p>{scenario} · {wall} · {clock}</p>\n<p class=\"sums\">{sums}</p>\n\
             <table><thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody></table>\n</body></html>\n",
            tag = lang.tag(),
            title = escaped(&title),
            scenario = escaped(self.scenario),
            clock = self.clock.clock(),
            sums = escaped(&lang.say(&sums)),
        )
    }

    fn row(
        &self,
        lang: Language,
        person: &Person,
        called: Option<&Called>,
        with_points: bool,
    ) -> String {
        let point = person.assembly_point.as_ref();
        let points = &self.site.assembly_points;
        let point = points.iter().find(|one| Some(&one.id) == point).map_or("", |one| &one.name);
        let point =
            if with_points { format!("<td>{}</td>", escaped(point)) } else { String::new() };
        let missing = called.is_some_and(|called| called.presence == Presence::Missing);
        let state = match called {
            Some(called) => {
                let why = called.absence.map(|why| format!(" · {}", lang.t(why.key())));
                let state = format!("{} {}", lang.t(called.presence.key()), called.at.clock());
                state + &why.unwrap_or_default()
            }
            None => lang.t("roll-call-not-called"),
        };
        let help = if person.reduced_mobility {
            format!(" <b>({})</b>", escaped(&lang.t("people-column-help")))
        } else {
            String::new()
        };
        let kind = lang.t(person.kind.key());
        format!(
            "<tr{class}><td class=\"box\">☐</td><td class=\"name\">{name}{help}</td>\
             <td>{department}<br>{kind}</td>{point}<td>{state}</td></tr>\n",
            class = if missing { " class=\"missing\"" } else { "" },
            name = escaped(&person.name),
            department = escaped(&person.department),
            kind = escaped(&kind),
            state = escaped(&state),
        )
    }
}

/// Black on white and large: it is read outside, by whoever goes back in.
const STYLE: &str = "\
body{font:16pt/1.35 'Noto Sans SC','Microsoft YaHei','PingFang SC',sans-serif;margin:14mm;color:#000}\
h1{font-size:30pt;margin:0}p{margin:.2em 0}.sums{font-size:20pt;font-weight:bold}\
.real h1{border:4px solid #000;padding:.15em .4em}\
table{border-collapse:collapse;width:100%;margin-top:.6em}thead{display:table-header-group}\
tr{break-inside:avoid}th{text-align:left;font-size:12pt}td,th{border-bottom:1px solid #000;padding:.25em .5em}\
.name{font-size:24pt;font-weight:bold}.box{font-size:26pt;width:1.2em}.missing td:first-child{border-left:6px solid #000}\
@page{margin:12mm}@media print{body{margin:0}}";

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}
