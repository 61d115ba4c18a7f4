//! `perk new`: writes a first programme; knows nothing of what it says.

use std::io::ErrorKind;

use crate::words::{self, Lang};
use crate::world::{Exit, Stop, World};

macro_rules! template {
    ($lang:literal: $($file:literal),+ $(,)?) => {
        [$(($file, include_str!(concat!("../../templates/", $lang, "/", $file)))),+]
    };
}

const ENGLISH: [(&str, &str); 5] =
    template!("en": "retailer.perk", "promotions.perk", "tests.perk", "products.csv", "receipts/morning.json");
const RUSSIAN: [(&str, &str); 5] =
    template!("ru": "retailer.perk", "promotions.perk", "tests.perk", "products.csv", "receipts/morning.json");

pub(super) fn run(folder: &str, keywords: Option<Lang>, world: &mut World) -> Result<Exit, Stop> {
    let place = world.path(folder);
    let cannot = |path: &str, why: &std::io::Error| Stop::from(words::cannot_write(path, why));
    match std::fs::read_dir(&place) {
        Ok(mut entries) => {
            if entries.next().is_some() {
                return Err(Stop::from(words::folder_in_use(folder)));
            }
        }
        Err(why) if why.kind() == ErrorKind::NotFound => {}
        Err(why) => return Err(cannot(folder, &why)),
    }
    let files = match keywords.unwrap_or(world.lang) {
        Lang::En => &ENGLISH,
        Lang::Ru => &RUSSIAN,
    };
    for (name, text) in files {
        let path = place.join(name);
        let shown = format!("{}/{name}", folder.trim_end_matches('/'));
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(|why| cannot(&shown, &why))?;
        }
        std::fs::write(&path, text).map_err(|why| cannot(&shown, &why))?;
    }
    if !world.quiet {
        let made = words::made(folder, files.len());
        world.print(&format!("{}\n", made.say(world.lang)))?;
    }
    Ok(Exit::Clean)
}
