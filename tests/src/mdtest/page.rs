//! A Markdown page as sections of fenced blocks; knows no block's meaning.

/// A page.
#[derive(Debug, Default)]
pub struct Page {
    /// From one heading to the next.
    pub sections: Vec<Section>,
}

/// What stands under one heading.
#[derive(Debug, Default)]
pub struct Section {
    /// The heading's text.
    pub title: String,
    /// Its fenced blocks, in order.
    pub blocks: Vec<Block>,
}

/// A fenced block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// First word after the fence: `perk`, `decision`, …
    pub kind: String,
    /// The rest of that line: a file's name, a flag.
    pub argument: String,
    /// Line of the fence, from 1.
    pub line: usize,
    /// The lines between the fences, each with its line feed.
    pub text: String,
}

impl Page {
    /// Splits a page. A fence that is never closed runs to the end.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut page = Self {
            sections: vec![Section::default()],
        };
        let mut open: Option<Block> = None;
        for (index, line) in text.lines().enumerate() {
            let number = index.saturating_add(1);
            if let Some(mut block) = open.take() {
                if line.trim_end() == "```" {
                    page.last().blocks.push(block);
                } else {
                    block.text.push_str(line);
                    block.text.push('\n');
                    open = Some(block);
                }
            } else if let Some(info) = line.strip_prefix("```") {
                let (kind, argument) = info.trim().split_once(' ').unwrap_or((info.trim(), ""));
                open = Some(Block {
                    kind: kind.to_owned(),
                    argument: argument.trim().to_owned(),
                    line: number,
                    text: String::new(),
                });
            } else if line.starts_with('#') {
                let title = line.trim_start_matches('#').trim().to_owned();
                page.sections.push(Section {
                    title,
                    blocks: Vec::new(),
                });
            }
        }
        if let Some(block) = open {
            page.last().blocks.push(block);
        }
        page
    }

    fn last(&mut self) -> &mut Section {
        if self.sections.is_empty() {
            self.sections.push(Section::default());
        }
        let last = self.sections.len().saturating_sub(1);
        &mut self.sections[last]
    }
}

/// The page's text with the bodies of some blocks replaced.
#[must_use]
pub(super) fn rewrite(text: &str, replacements: &[(Block, String)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.split_inclusive('\n').enumerate();
    while let Some((index, line)) = lines.next() {
        out.push_str(line);
        let here = index.saturating_add(1);
        if let Some((block, body)) = replacements.iter().find(|(block, _)| block.line == here) {
            for _ in block.text.lines() {
                lines.next();
            }
            out.push_str(body);
            if !body.is_empty() && !body.ends_with('\n') {
                out.push('\n');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_splits_into_sections_and_blocks() {
        let page = Page::parse("intro\n# One\n```perk shop.perk\na\nb\n```\n## Two\n```error\nx\n```\n");
        assert_eq!(page.sections.len(), 3);
        assert_eq!(page.sections[1].title, "One");
        let block = &page.sections[1].blocks[0];
        assert_eq!(
            (block.kind.as_str(), block.argument.as_str(), block.line),
            ("perk", "shop.perk", 3)
        );
        assert_eq!(block.text, "a\nb\n");
    }

    #[test]
    fn a_rewrite_touches_only_its_block() {
        let text = "# One\n```error\nold\nold\n```\nafter\n";
        let block = Page::parse(text).sections[1].blocks[0].clone();
        assert_eq!(
            rewrite(text, &[(block, "new\n".to_owned())]),
            "# One\n```error\nnew\n```\nafter\n"
        );
    }
}
