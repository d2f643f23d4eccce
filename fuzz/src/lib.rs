//! What the targets share: a file is read or refused, and what was read can be written and read
//! again without a change.

use std::io::{Cursor, Write};
use std::path::Path;

use muster::store::{FileKind, from_text, to_text};

/// Reads a file of the book. What was read is the same after it was written and read again.
pub fn file<T: FileKind>(bytes: &[u8]) -> Option<T> {
    let text = std::str::from_utf8(bytes).ok()?;
    let read: T = match from_text(Path::new("fuzzed.ron"), text) {
        Ok(read) => read,
        Err(error) => {
            // What the user is told can be said.
            let _ = error.message();
            return None;
        }
    };
    let written = to_text(&read).expect("what was read can be written");
    let again: T = from_text(Path::new("fuzzed.ron"), &written).expect("and read again");
    assert_eq!(to_text(&again).expect("and written again"), written);
    Some(read)
}

/// A text that other programs write, without what is no text.
pub fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// A workbook with this text as its first sheet and this one as its shared strings. A fuzzer that
/// has to get the checksums of a ZIP archive right would get no further.
pub fn workbook(sheet: &[u8], strings: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored);
    let parts: [(&str, &[u8]); 5] = [
        ("[Content_Types].xml", br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#),
        ("xl/workbook.xml", br#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    for (name, content) in parts {
        archive.start_file(name, stored).expect("memory takes it");
        archive.write_all(content).expect("memory takes it");
    }
    archive.finish().expect("memory takes it").into_inner()
}
