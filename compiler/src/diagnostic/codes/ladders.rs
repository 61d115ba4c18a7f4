//! Texts about ladders, in both languages.

codes! {
    /// A ladder without steps.
    NO_STEPS "PK0601" "no-steps" Error
    headline "A ladder has no steps" "У шкалы нет ступеней"
    message "This ladder has no steps." "У этой шкалы нет ступеней."
    help "Write at least one: `from 1 000 RUB: 5%`." "Запишите хотя бы одну: `от 1 000 руб: 5%`."
    about "A ladder gives more to those who buy more, step by step. Without a step it gives nothing."
          "Шкала даёт больше тому, кто больше покупает, ступень за ступенью. Без ступеней она ничего не даёт."
    bad example!("promotion big { give off receipt by amount of all { } }\n");
    good example!("promotion big { give off receipt by amount of all { from 1 000 RUB: 5% } }\n");

    /// Steps out of order.
    STEPS_NOT_RISING "PK0602" "steps-not-rising" Error
    headline "Steps do not rise" "Ступени не возрастают"
    message "This step starts at `{found}`, not above the step before, `{before}`." "Эта ступень начинается с `{found}`, не выше предыдущей, `{before}`."
    help "Write the steps from the lowest to the highest." "Записывайте ступени от меньшей к большей."
    about "Each step begins above the one before. Two steps from the same amount, or a lower one after a higher one, leave open which is meant."
          "Каждая ступень начинается выше предыдущей. Если две начинаются с одной суммы или меньшая стоит после большей, непонятно, какая из них действует."
    bad example!("promotion big {\n  give off receipt by amount of all {\n    from 3 000 RUB: 10%\n    from 1 000 RUB: 5%\n  }\n}\n");
    good example!("promotion big {\n  give off receipt by amount of all {\n    from 1 000 RUB: 5%\n    from 3 000 RUB: 10%\n  }\n}\n");

    /// Percents and sums in one ladder.
    MIXED_REWARDS "PK0603" "mixed-rewards" Error
    headline "Steps give percents and sums" "Ступени дают то проценты, то суммы"
    message "This step gives {found}, the ones before give {first}." "Эта ступень даёт {found}, а прежние — {first}."
    help "Make two promotions of it, or one kind of reward." "Сделайте две акции или один вид награды."
    about "A ladder gives percents or sums, not now one and now the other: who looks at it could not tell whether it rises."
          "Шкала даёт либо проценты, либо суммы: вперемешку не видно, растёт ли награда."
    bad example!("promotion big {\n  give off receipt by amount of all {\n    from 1 000 RUB: 5%\n    from 3 000 RUB: 400 RUB\n  }\n}\n");
    good example!("promotion big {\n  give off receipt by amount of all {\n    from 1 000 RUB: 5%\n    from 3 000 RUB: 10%\n  }\n}\n");

    /// A threshold of another dimension than the measure.
    STEP_UNIT "PK0604" "step-unit" Error
    headline "A step is measured in something else" "Ступень измерена в другом"
    message "The ladder measures {needed}, and `{found}` is {kind}." "Шкала измеряет {needed}, а `{found}` — {kind}."
    help "" ""
    about "`by amount of` measures money, `by quantity of` units, `by number of distinct` products. Steps are written in the same."
          "`по сумме` измеряет деньги, `по количеству` — единицы, `по числу разных` — товары. Ступени пишут в том же."
    bad example!("promotion big { give off receipt by amount of all { from 3 pcs: 5% } }\n");
    good example!("promotion big { give off receipt by amount of all { from 300 RUB: 5% } }\n");

    /// `per slice` where slices have no object.
    SLICES_IMPOSSIBLE "PK0605" "slices-impossible" Error
    headline "There are no slices here" "Здесь нет частей"
    message "`per slice` needs {needed}." "`по частям` возможно, только если {needed}."
    help "A slice is a part of the very amount that is measured." "Часть — это доля той самой суммы, которая измеряется."
    about "`per slice` gives each step to its own part: 5% of what lies between 1 000 and 3 000, 10% of what lies above. That makes sense only for a percent of the very amount that is measured."
          "`по частям` даёт каждой ступени её часть: 5% с того, что между 1 000 и 3 000, и 10% с того, что выше. Это имеет смысл только для процента от той самой суммы, которая измеряется."
    bad example!("promotion big {\n  give off receipt by amount of category \"Tea\" {\n    from 1 000 RUB: 5%\n    from 3 000 RUB: 10%\n  } per slice\n}\n");
    good example!("promotion big {\n  give off receipt by amount of all {\n    from 1 000 RUB: 5%\n    from 3 000 RUB: 10%\n  } per slice\n}\n");

    /// A higher step that gives less.
    STEPS_FALL "PK0606" "reward-falls" Warning
    headline "Who buys more gets less" "Кто купит больше, получит меньше"
    message "From `{from}` on the reward falls from {before} to {found}." "С `{from}` награда падает с {before} до {found}."
    help "" ""
    about "It is allowed, but a customer who adds one more thing to the basket loses money. Usually two rewards have changed places."
          "Так можно, но покупатель, который положит в корзину ещё одну вещь, потеряет деньги. Обычно это значит, что две награды поменялись местами."
    bad example!("promotion big {\n  give off receipt by amount of all {\n    from 1 000 RUB: 10%\n    from 3 000 RUB: 5%\n  }\n}\n");
    good example!("promotion big {\n  give off receipt by amount of all {\n    from 1 000 RUB: 5%\n    from 3 000 RUB: 10%\n  }\n}\n");
}

phrases! {
    STEP_BEFORE "the step before" "предыдущая ступень"
    OWN_AMOUNT "the measure to be the amount of what the discount is off" "измеряется сумма того, на что скидка"
    PERCENT_STEPS "every step to be a percent" "каждая ступень — процент"
    SORT_STEPS "put the steps in order" "упорядочить ступени"
}
