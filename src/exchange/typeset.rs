//! Typesetting: a template and its files become a PDF. Typst does the work; this is the world it
//! sees: a handful of files in memory and the fonts that they need.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use jiff::civil::Date;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{DiagSpan, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use super::fonts::Fitting;
use crate::language::{Message, msg};

/// Why something could not be typeset.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct TypesetError {
    /// File, line and column.
    pub place: String,
    /// What the typesetter says.
    pub reason: String,
}

impl TypesetError {
    /// What happened and what to do, for the user.
    #[must_use]
    pub fn message(&self) -> Message {
        msg!("report-template-error", place = &self.place, reason = &self.reason)
    }
}

/// Pages as they are printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// The characters that no font on this computer has; empty boxes stand for them.
    pub unset: BTreeSet<char>,
}

/// Typesets the file `main` of `files`, each a path with its content, as PDF.
///
/// # Errors
/// Where the template is wrong.
pub fn typeset(
    main: &str,
    files: Vec<(String, Vec<u8>)>,
    today: Date,
) -> Result<Pdf, TypesetError> {
    let Fitting { fonts, unset } = fitting(&files);
    let files = files.into_iter().filter_map(|(path, content)| {
        let path = VirtualPath::new(&path).ok()?;
        Some((RootedPath::new(VirtualRoot::Project, path).intern(), Bytes::new(content)))
    });
    let path = VirtualPath::new(main)
        .map_err(|_| TypesetError { place: main.to_owned(), reason: String::new() })?;
    let main = RootedPath::new(VirtualRoot::Project, path).intern();
    let desk = CompositionDesk {
        main,
        files: files.collect(),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        today,
    };
    let document: PagedDocument =
        typst::compile(&desk).output.map_err(|errors| desk.error(errors.first()))?;
    let pdf = typst_pdf::pdf(&document, &PdfOptions::default());
    // What typst remembers of this document would only take room.
    typst::comemo::evict(0);
    let bytes = pdf.map_err(|errors| desk.error(errors.first()))?;
    Ok(Pdf { bytes, unset })
}

/// Fonts for the texts among files.
pub(super) fn fitting(files: &[(String, Vec<u8>)]) -> Fitting {
    Fitting::of(files.iter().filter_map(|(_, content)| std::str::from_utf8(content).ok()))
}

/// What the typesetter sees.
struct CompositionDesk {
    main: FileId,
    files: HashMap<FileId, Bytes>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    today: Date,
}

impl CompositionDesk {
    fn error(&self, error: Option<&SourceDiagnostic>) -> TypesetError {
        let reason = error.map_or_else(String::new, |error| error.message.to_string());
        let place = error.and_then(|error| self.place(error.span));
        TypesetError { place: place.unwrap_or_else(|| name(self.main)), reason }
    }

    /// `file:line:column`.
    fn place(&self, span: DiagSpan) -> Option<String> {
        let source = self.source(span.id()?).ok()?;
        let (line, column) = source.lines().byte_to_line_column(self.range(span)?.start)?;
        Some(format!("{}:{}:{}", name(source.id()), line + 1, column + 1))
    }
}

fn name(file: FileId) -> String {
    file.get().vpath().get_without_slash().to_owned()
}

fn library() -> &'static LazyHash<Library> {
    static LIBRARY: OnceLock<LazyHash<Library>> = OnceLock::new();
    LIBRARY.get_or_init(|| LazyHash::new(Library::default()))
}

impl World for CompositionDesk {
    fn library(&self) -> &LazyHash<Library> {
        library()
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let bytes = self.file(id)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| FileError::InvalidUtf8)?;
        Ok(Source::new(id, text.to_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let file = self.files.get(&id).cloned();
        file.ok_or_else(|| FileError::NotFound(name(id).into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        let day = self.today;
        Datetime::from_ymd(day.year().into(), day.month() as u8, day.day() as u8)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_mistake_in_a_template_is_told_with_its_place() {
        let files = vec![("page.typ".to_owned(), b"= Title\n#nothing-such".to_vec())];
        let error = typeset("page.typ", files, date(2026, 1, 1)).unwrap_err();
        assert_eq!(error.place, "page.typ:2:2");
        assert!(error.reason.contains("nothing-such"));
    }

    #[test]
    fn a_page_becomes_a_pdf_that_begins_and_ends_as_one() {
        let files = vec![("page.typ".to_owned(), "演练 *Drill*".as_bytes().to_vec())];
        let pdf = typeset("page.typ", files, date(2026, 1, 1)).unwrap().bytes;
        assert!(pdf.starts_with(b"%PDF-") && pdf.trim_ascii_end().ends_with(b"%%EOF"));
    }
}
