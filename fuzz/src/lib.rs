//! What the targets share: a file is read or refused, and what was read can be written and read
//! again without a change.

use std::io::{Cursor, Write};
use std::path::Path;

use muster::exchange::plan::{Options, PlanKind, Stop, propose};
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

/// Reads a page of a PDF, from file to proposal. One file of sixteen, always the same ones, is drawn as a
/// picture as well, a small one: drawing is a library's work and takes most of the time.
pub fn page(bytes: &[u8]) {
    let drawn = bytes.iter().fold(0, |sum: u8, byte| sum.wrapping_add(*byte)) % 16 == 0;
    let options = Options { pixels: if drawn { 32 } else { 0 }, ..Options::default() };
    let _ = propose(PlanKind::Pdf, bytes, &options, &Stop::default());
}

/// A whole PDF of one page with this content: a fuzzer that has to get cross-references and lengths
/// right would get no further. There is a font, a form, a state, a pattern and a shading to name.
pub fn pdf(content: &[u8]) -> Vec<u8> {
    let stream = |dict: &str, content: &[u8]| {
        let head = format!("<<{dict}/Length {}>>stream\n", content.len());
        [head.as_bytes(), content, b"\nendstream"].concat()
    };
    let objects: [Vec<u8>; 8] = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>/ExtGState<</G<</CA .5/ca .5/LW 2/BM/Multiply>>>>/Pattern<</P 7 0 R>>/Shading<</S 8 0 R>>/ColorSpace<</C/DeviceGray>>>>>>".to_vec(),
        stream("", content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec(),
        stream("/Type/XObject/Subtype/Form/BBox[0 0 90 90]", b"0 0 m 90 0 l S"),
        stream("/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<<>>", b"0 0 5 5 re f"),
        b"<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 9 9]/Function<</FunctionType 2/Domain[0 1]/C0[0]/C1[1]/N 1>>>>".to_vec(),
    ];
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(file.len());
        file.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let start = file.len();
    file.extend_from_slice(b"xref\n0 9\n0000000000 65535 f \n");
    for place in places {
        file.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
    }
    let tail = format!("trailer\n<</Size 9/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    file.extend_from_slice(tail.as_bytes());
    file
}
