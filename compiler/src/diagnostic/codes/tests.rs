//! Texts about test blocks, in both languages.

codes! {
    /// An expectation about a promotion that does not exist.
    UNKNOWN_PROMOTION "PK0901" "unknown-promotion" Error
    headline "A test expects an unknown promotion" "Тест ожидает неизвестную акцию"
    message "There is no promotion called `{name}`.{meant}" "Нет акции с именем `{name}`.{meant}"
    help "" ""
    about "A test names a promotion that the programme does not have, so its expectation could never come true."
          "В тесте названа акция, которой нет в программе: ожидание не сбудется никогда."
    bad example!("promotion tea { give 10% off all }\n\ntest \"tea\" {\n  at 2026-10-05 09:00\n  receipt { 1 x TEA at 100 RUB }\n  expect tae gives 10 RUB\n}\n");
    good example!("promotion tea { give 10% off all }\n\ntest \"tea\" {\n  at 2026-10-05 09:00\n  receipt { 1 x TEA at 100 RUB }\n  expect tea gives 10 RUB\n}\n");

    /// A test without goods.
    TEST_WITHOUT_RECEIPT "PK0902" "test-without-receipt" Error
    headline "A test has no receipt" "В тесте нет чека"
    message "This test has no lines to price." "В этом тесте нет ни одного товара."
    help "" ""
    about "A test decides a receipt. Write the goods with their prices inside `receipt { … }`."
          "Тест считает чек. Запишите товары с ценами внутри `чек { … }`."
    bad example!("test \"nothing\" {\n  at 2026-10-05 09:00\n  expect total 0 RUB\n}\n");
    good example!("test \"tea\" {\n  at 2026-10-05 09:00\n  receipt { 1 x TEA at 100 RUB }\n  expect total 100 RUB\n}\n");

    /// A test that cannot fail.
    TEST_WITHOUT_EXPECT "PK0903" "test-without-expectation" Error
    headline "A test expects nothing" "Тест ничего не ожидает"
    message "This test expects nothing, so it can never fail." "Этот тест ничего не ожидает, поэтому пройдёт при любых правилах."
    help "" ""
    about "A test that expects nothing passes whatever happens, and everybody trusts it. Add `expect total …` or what a promotion gives."
          "Тест без ожиданий проходит всегда, и все ему верят. Добавьте `ожидается итог …` или то, что даёт акция."
    bad example!("test \"tea\" {\n  at 2026-10-05 09:00\n  receipt { 1 x TEA at 100 RUB }\n}\n");
    good example!("test \"tea\" {\n  at 2026-10-05 09:00\n  receipt { 1 x TEA at 100 RUB }\n  expect total 100 RUB\n}\n");

    /// A line whose price nobody knows.
    TEST_PRICE_MISSING "PK0904" "test-price-missing" Error
    headline "A line of a test has no price" "У строки теста нет цены"
    message "The price of `{sku}` is neither written nor in the catalogue." "Цена `{sku}` не записана и не указана в каталоге."
    help "" ""
    about "Without a price in the test and in the retailer's catalogue, the line cannot be counted."
          "Если цены нет ни в тесте, ни в каталоге сети, строку нельзя посчитать."
    bad example!("test \"tea\" {\n  at 2026-10-05 09:00\n  receipt { 1 x TEA }\n  expect total 100 RUB\n}\n");
    good example!("test \"tea\" {\n  at 2026-10-05 09:00\n  receipt { 1 x TEA at 100 RUB }\n  expect total 100 RUB\n}\n");

    /// A test without an instant.
    TEST_WITHOUT_TIME "PK0905" "test-without-time" Error
    headline "A test does not say when" "В тесте не сказано, когда"
    message "This test does not say when the receipt is opened." "В этом тесте не сказано, когда открыт чек."
    help "A decision depends on the date and the hour, and a test must not depend on today." "Решение зависит от даты и часа, а тест не должен зависеть от сегодняшнего дня."
    about "A test that used today's date would pass today and fail after the promotion has ended."
          "Тест, который брал бы сегодняшнюю дату, сегодня бы прошёл, а после конца акции — нет."
    bad example!("test \"tea\" {\n  receipt { 1 x TEA at 100 RUB }\n  expect total 100 RUB\n}\n");
    good example!("test \"tea\" {\n  at 2026-10-05 09:00\n  receipt { 1 x TEA at 100 RUB }\n  expect total 100 RUB\n}\n");

    /// Two tests of one title.
    REPEATED_TEST "PK0906" "repeated-test" Warning
    headline "Two tests have the same title" "У двух тестов одно название"
    message "There is another test called `{title}`." "Есть ещё один тест с названием `{title}`."
    help "Say in the title what is different here." "Скажите в названии, чем этот отличается."
    about "A report names a test by its title. With two of the same title nobody knows which one failed, and often one of them is a copy that was meant to be changed."
          "Отчёт называет тест по его названию. Если названия совпадают, неясно, какой из них не прошёл, и часто один из них — копия, которую забыли изменить."
    bad example!("promotion tea { give 10% off all }\n\ntest \"tea\" {\n  at 2026-10-05 09:00\n  receipt { 1 x TEA at 100 RUB }\n  expect tea gives 10 RUB\n}\n\ntest \"tea\" {\n  at 2026-10-05 09:00\n  receipt { 2 x TEA at 100 RUB }\n  expect tea gives 20 RUB\n}\n");
    good example!("promotion tea { give 10% off all }\n\ntest \"tea\" {\n  at 2026-10-05 09:00\n  receipt { 1 x TEA at 100 RUB }\n  expect tea gives 10 RUB\n}\n\ntest \"two of them\" {\n  at 2026-10-05 09:00\n  receipt { 2 x TEA at 100 RUB }\n  expect tea gives 20 RUB\n}\n");

    /// A test at midnight, where a promotion with hours is expected to give something.
    TEST_AT_MIDNIGHT "PK0907" "test-at-midnight" Warning
    headline "A test is at midnight" "Тест — в полночь"
    message "A date without an hour is midnight, and `{name}` is not open then." "Дата без часа — это полночь, и `{name}` в это время не действует."
    help "Say the hour at which the receipt is opened." "Скажите, в котором часу открыт чек."
    about "`at 2026-10-05` is the first instant of that day, in a test and in a receipt in the short notation. A promotion from 08:00 to 11:00 gives nothing then, and the test fails for another reason than the one it looks for."
          "`в 05.10.2026` — это первый миг дня, и в тесте, и в чеке в краткой записи. Акция с 08:00 до 11:00 в это время ничего не даёт, и тест не проходит не по той причине, которую он проверяет."
    bad example!("promotion tea { valid 2026-10-05 08:00 .. 2026-10-31 give 10% off all }\n\ntest \"tea\" {\n  at 2026-10-05\n  receipt { 1 x TEA at 100 RUB }\n  expect tea gives 10 RUB\n}\n");
    good example!("promotion tea { valid 2026-10-05 08:00 .. 2026-10-31 give 10% off all }\n\ntest \"tea\" {\n  at 2026-10-05 09:00\n  receipt { 1 x TEA at 100 RUB }\n  expect tea gives 10 RUB\n}\n");
}

phrases! {
    ADD_HOUR "add the hour: `{word}`" "добавить час: `{word}`"
    ADD_AT "add `{word}`" "добавить `{word}`"
}
