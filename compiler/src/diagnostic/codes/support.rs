//! Texts about what this version does not do yet, in both languages.

codes! {
    /// A construct whose meaning comes later.
    NOT_SUPPORTED "PK1001" "not-supported-yet" Error
    headline "Not supported yet" "Пока не поддерживается"
    message "{construct}: read and formatted, but this version cannot apply it yet." "{construct}: читается и форматируется, но применить это нынешняя версия пока не может."
    help "Nothing is guessed: no plan is made as long as it stands here." "Ничего не додумывается: пока это здесь стоит, план не создаётся."
    about "Perk reads, formats and highlights the whole language, but does not yet act on all of it. Where a part has no meaning yet, it says so instead of leaving it out silently. The reference lists these parts."
          "Perk читает, форматирует и подсвечивает весь язык, но пока исполняет не всё. Там, где значения ещё нет, он говорит об этом, а не пропускает молча. Такие части перечислены в справочнике."
    bad example!("account bonus { worth 1 RUB }\n");
    good example!("promotion tea { give 1 RUB off each category \"Tea\" }\n");
}
