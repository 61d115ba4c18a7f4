//! Texts about schemes, phases and protection, in both languages.

codes! {
    /// A promotion in a scheme of another phase.
    OTHER_PHASE "PK0701" "scheme-of-another-phase" Error
    headline "A scheme of another phase" "Схема другого этапа"
    message "`{name}` is a scheme of the phase `{scheme}`, but this promotion acts in the phase `{phase}`."
            "`{name}` — схема этапа `{scheme}`, а эта акция действует на этапе `{phase}`."
    help "The phase follows from the discount: on goods it is `goods`, off the receipt it is `receipt`."
         "Этап следует из скидки: на товары — `товары`, на чек — `чек`."
    about "A scheme decides who wins inside one phase. A promotion on goods cannot compete in a scheme of the receipt: the two are counted at different moments."
          "Схема решает, кто победит внутри одного этапа. Акция на товары не может соревноваться в схеме чека: они считаются в разные моменты."
    bad example!("scheme basket { phase receipt combine best }\n\npromotion tea { scheme basket give 10% off category \"Tea\" }\n");
    good example!("scheme basket { phase receipt combine best after receipt }\n\npromotion tea { scheme basket give 10% off receipt }\n");

    /// Two schemes of a phase whose order is not written.
    NO_ORDER_OF_SCHEMES "PK0702" "schemes-without-order" Error
    headline "Two schemes have no written order" "Порядок двух схем не записан"
    message "`{name}` and `{other}` act in one phase, and nothing says which goes first." "`{name}` и `{other}` действуют на одном этапе, и не сказано, какая раньше."
    help "A percent depends on what was taken off before, so the order has to be written: `after {other}`."
         "Процент зависит от того, что снято раньше, поэтому порядок нужно записать: `после {other}`."
    about "Ten percent before five percent is another price than five before ten when sums are in play. Perk never takes the order from the place in a file."
          "Если есть скидки суммой, десять процентов до пяти и после пяти — разные цены. Порядок строк в файле Perk никогда ничего не решает."
    bad example!("scheme basket { phase receipt }\n\nscheme staff { phase receipt }\n\npromotion tea { scheme basket give 10% off receipt }\n\npromotion own { scheme staff give 20% off receipt }\n");
    good example!("scheme basket { phase receipt }\n\nscheme staff { phase receipt after basket }\n\npromotion tea { scheme basket give 10% off receipt }\n\npromotion own { scheme staff give 20% off receipt }\n");

    /// Schemes each after the other.
    CYCLE_OF_SCHEMES "PK0703" "schemes-in-a-circle" Error
    headline "Schemes wait for each other" "Схемы ждут друг друга"
    message "`{name}` acts after itself: {path}." "`{name}` действует после самой себя: {path}."
    help "" ""
    about "Each of these schemes waits for the other, so none could begin. Take one `after` away."
          "Каждая из этих схем ждёт другую, и ни одна не может начать. Уберите одно из `после`."
    bad example!("scheme basket { phase receipt after staff }\n\nscheme staff { phase receipt after basket }\n\npromotion tea { scheme basket give 10% off receipt }\n\npromotion own { scheme staff give 20% off receipt }\n");
    good example!("scheme basket { phase receipt }\n\nscheme staff { phase receipt after basket }\n\npromotion tea { scheme basket give 10% off receipt }\n\npromotion own { scheme staff give 20% off receipt }\n");

    /// `after` a scheme of another phase.
    AFTER_OTHER_PHASE "PK0704" "after-another-phase" Error
    headline "Phases already have an order" "У этапов уже есть порядок"
    message "`{other}` belongs to the phase `{phase}`; only schemes of one phase are put in order." "`{other}` относится к этапу `{phase}`; порядок задаётся только внутри этапа."
    help "" ""
    about "Goods always come before the receipt. `after` puts schemes of the same phase in order and cannot change the order of phases."
          "Товары всегда считаются раньше чека. `после` упорядочивает схемы одного этапа и порядок этапов не меняет."
    bad example!("scheme basket { phase receipt after goods }\n\npromotion tea { scheme basket give 10% off receipt }\n");
    good example!("scheme basket { phase receipt after receipt }\n\npromotion tea { scheme basket give 10% off receipt }\n");

    /// A scheme without a phase.
    PHASE_MISSING "PK0705" "phase-missing" Error
    headline "A scheme has no phase" "У схемы нет этапа"
    message "`{name}` does not say in which phase it acts." "Не сказано, на каком этапе действует `{name}`."
    help "Most schemes are `phase goods` or `phase receipt`." "Чаще всего это `этап товары` или `этап чек`."
    about "A scheme belongs to one phase: it says among which promotions it chooses."
          "Схема относится к одному этапу: этим сказано, среди каких акций она выбирает."
    bad example!("scheme basket { combine best }\n");
    good example!("scheme basket { phase receipt combine best }\n\npromotion tea { scheme basket give 10% off receipt }\n");

    /// `for retailer` where nothing is chosen.
    SIDE_WITHOUT_BEST "PK0706" "side-without-best" Warning
    headline "Only `best` is best for somebody" "Для кого лучше, решает только `лучшее`"
    message "`{found}` changes nothing here: only `combine best` chooses." "`{found}` здесь ничего не меняет: выбирает только `сочетание лучшее`."
    help "" ""
    about "`all` and `first` do not choose by benefit, so there is nobody they could be best for."
          "`все` и `первое` не выбирают по выгоде, поэтому ни для кого не бывают лучшими."
    bad example!("scheme basket { phase receipt combine all for retailer }\n\npromotion tea { scheme basket give 10% off receipt }\n");
    good example!("scheme basket { phase receipt combine best for retailer }\n\npromotion tea { scheme basket give 10% off receipt }\n");

    /// A protection that forbids nothing.
    EMPTY_PROTECTION "PK0801" "empty-protection" Error
    headline "A protection forbids nothing" "Защита ничего не запрещает"
    message "This protection forbids nothing." "Эта защита ничего не запрещает."
    help "Write `no promotion`, `no discount`, `price at least …` or `discount at most …`." "Запишите `без акций`, `без скидок`, `цена не меньше …` или `скидка не больше …`."
    about "`protect` says what no promotion may do to some goods. An empty block looks like protection and is none."
          "`защита` говорит, чего акциям нельзя делать с товаром. Пустой блок выглядит как защита, но ничего не защищает."
    bad example!("protect category \"Tobacco\" { }\n");
    good example!("protect category \"Tobacco\" { no promotion }\n");

    /// Prohibitions that make each other needless.
    PROTECTION_CONFLICT "PK0802" "protection-conflict" Warning
    headline "A prohibition covers the other" "Один запрет перекрывает другой"
    message "`{found}` adds nothing: {stronger} already forbids it." "`{found}` ничего не добавляет: это уже запрещает {stronger}."
    help "" ""
    about "The stronger prohibition holds alone. The other one only suggests that something is still allowed."
          "Действует один более сильный запрет. Второй лишь создаёт впечатление, что что-то ещё разрешено."
    bad example!("protect category \"Tobacco\" {\n  no promotion\n  discount at most 10%\n}\n");
    good example!("protect category \"Tobacco\" { no promotion }\n");

    /// A scheme that is called as a phase.
    NAME_OF_PHASE "PK0707" "name-of-phase" Error
    headline "A scheme is called as a phase" "Схема названа именем этапа"
    message "`{name}` is the name of a phase, so `scheme {name}` could mean either." "`{name}` — имя этапа: `схема {name}` можно понять двояко."
    help "Give the scheme another name." "Назовите схему иначе."
    about "Each phase has a scheme of its own that bears its name, and promotions go there unless another is written. A second one of the same name could never be told apart."
          "У каждого этапа есть своя схема с его именем, и акции попадают в неё, если не написана другая. Вторую с тем же именем нельзя было бы отличить."
    bad example!("scheme goods { phase goods combine all }\n\npromotion tea { give 10% off category \"Tea\" }\n");
    good example!("scheme all_goods { phase goods combine all }\n\npromotion tea { scheme all_goods give 10% off category \"Tea\" }\n");
}

phrases! {
    OTHER_SCHEME "the other scheme" "другая схема"
    ADD_AFTER "add `after {word}`" "добавить `после {word}`"
    NO_PROMOTION "`no promotion`" "`без акций`"
    NO_DISCOUNT "`no discount`" "`без скидок`"
}
