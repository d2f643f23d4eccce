//! The text fonts that ship: Noto Sans SC, so that Chinese shows on a bare machine and on paper.

/// Text, weight 400.
pub const REGULAR: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Regular.ttf");

/// Headings, weight 500.
pub const MEDIUM: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Medium.ttf");
