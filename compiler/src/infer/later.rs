//! Constructs whose meaning comes later: each is named when it is met, and no plan is made.

use super::Context;
use crate::declarations::Decl;
use crate::diagnostic::{Bilingual, Finding, Span, codes};

macro_rules! constructs {
    ($($ident:ident $en:literal $ru:literal)*) => {
        $(pub(super) static $ident: Bilingual = Bilingual::new($en, $ru);)*
    };
}

constructs! {
    CLIENT_LIST "A list of clients from a file" "Список клиентов из файла"
    TWO_FACTS "A fact on this side of a comparison" "Показатель с этой стороны сравнения"
    CLIENTS_BY_RECEIPT "A selection of clients by something else than the client" "Отбор клиентов не по самому клиенту"
    ACCOUNTS "A balance or counter in a condition" "Счёт или счётчик в условии"
    LEVELS "This fact" "Этот показатель"
    EVENT "An event other than a sale" "Событие кроме продажи"
    SET_ACROSS "A set across receipts" "Набор на несколько чеков"
    SET_OFF_RECEIPT "A discount off the receipt `for each` set" "Скидка на чек `за каждый` набор"
    CARDS "`with` a card or certificate" "`с` картой или сертификатом"
    EARN "`earn`" "`начислить`"
    MULTIPLY "`multiply`" "`умножить`"
    SPEND "`spend`" "`списать`"
    ISSUE "`issue` of a card or certificate" "`выдать` карту или сертификат"
    SEND "`send`" "`отправить`"
    LIMIT_PER_COUPON "A limit per coupon" "Лимит на купон"
    VALID_AFTER "A time counted from an issue" "Срок от выдачи"
    GROUPS "A client group" "Группа клиентов"
    DATES "Single dates in `on` (write them as `valid`)" "Отдельные даты в `в день` (запишите их в `действует`)"
    FACT_LADDER "A ladder by this fact" "Шкала по этому показателю"
    LADDER_BASE "A ladder `of list price` or `of running price`" "Шкала `от полной цены` или `от текущей цены`"
    PROPERTY_TYPE "A property of this type" "Свойство такого типа"
    PHASE "A scheme of this phase" "Схема этого этапа"
    OTHER_STORES "`!=` between stores (write `all except …`)" "`!=` между магазинами (напишите `все кроме …`)"
    ANNIVERSARY "An anniversary of the registration (a `client property` of the type `date` has one)" "Годовщина регистрации (она есть у `свойство клиента` с типом `дата`)"
    STATE "A level or balance in a test" "Уровень или счёт в тесте"
    COUPON_LIMIT "A limit of a coupon" "Лимит купона"
    CODE_RANGE "A range of codes" "Диапазон кодов"
    EXPECT_POINTS "An expectation about points" "Ожидание о баллах"
    OFFSET "A distance in months or years" "Отступ в месяцах или годах"
}

impl Context<'_> {
    /// Says that a construct is not supported yet.
    pub(super) fn later(&mut self, span: Span, construct: &'static Bilingual) {
        self.report(Finding::new(&codes::NOT_SUPPORTED, span).with("construct", construct));
    }

    /// Says that a whole declaration is not supported yet.
    pub(super) fn declaration_of_later(&mut self, decl: Decl<'_>) {
        self.later(decl.name_span(self.db), decl.kind(self.db).word());
    }
}
