//! Texts about sets, in both languages.

codes! {
    /// A set without roles.
    SET_EMPTY "PK0521" "set-empty" Error
    headline "A set is empty" "Набор пуст"
    message "`{name}` does not say which goods are put together." "В `{name}` не сказано, какие товары собираются вместе."
    help "Name its parts, each on a line: `drink = 1 of coffee`." "Назовите его части, каждую строкой: `напиток = 1 из кофе`."
    about "A set is what a customer must put together: some of these goods, some of those. Each part has a name, so that a promotion can say which of them is cheaper."
          "Набор — это то, что покупатель собирает вместе: что-то из одних товаров, что-то из других. У каждой части есть имя, чтобы акция могла сказать, какая из них дешевле."
    bad example!("set breakfast { }\n");
    good example!("set breakfast { drink = 1 of category \"Drinks\" bite = 1 of category \"Bakery\" }\n");

    /// Two roles of one name.
    ROLE_TWICE "PK0522" "role-twice" Error
    headline "Two parts of a set share a name" "Две части набора названы одинаково"
    message "This set already has a part called `{name}`." "В этом наборе уже есть часть с именем `{name}`."
    help "Give one of them another name, or ask for more pieces: `2 of`." "Назовите одну из них иначе или попросите больше штук: `2 из`."
    about "A promotion speaks of the parts of a set by name. With two of the same name nobody could say which is meant."
          "Акция называет части набора по имени. С двумя одинаковыми именами нельзя сказать, о какой речь."
    bad example!("set lunch { drink = 1 of category \"Tea\" drink = 1 of category \"Coffee\" }\n");
    good example!("set lunch { tea = 1 of category \"Tea\" coffee = 1 of category \"Coffee\" }\n");

    /// A role that nothing can fill.
    ROLE_COUNT "PK0523" "role-count" Error
    headline "No goods fit this number" "Под такое число не подходит ничего"
    message "`{found}` asks for nothing: a part of a set needs at least one, and `from` is not above `to`."
            "`{found}` ничего не просит: часть набора — хотя бы одна штука, и «от» не больше «до»."
    help "" ""
    about "A part of a set is filled by one piece or more. Zero pieces would be no part of the set at all, and from five to three there is no number."
          "Часть набора — одна штука или больше. Ноль штук — это не часть набора, а чисел от пяти до трёх не бывает."
    bad example!("set lunch { tea = 0 of category \"Tea\" }\n");
    good example!("set lunch { tea = 1 of category \"Tea\" }\n");

    /// Distinct or same goods by weight.
    ALIKE_BY_WEIGHT "PK0524" "alike-by-weight" Error
    headline "Weight is neither distinct nor same" "Вес не бывает ни разным, ни одинаковым"
    message "`{found}` is an amount, and `distinct` and `same` are said of pieces." "`{found}` — это количество, а «разных» и «одинаковых» говорят о штуках."
    help "" ""
    about "`2 distinct of` counts pieces of different products. A kilogram has no pieces to tell apart."
          "`2 разных из` считает штуки разных товаров. В килограмме нет штук, которые можно различить."
    bad example!("set salad { base = 1 kg distinct of category \"Vegetables\" }\n");
    good example!("set salad { base = 1 kg of category \"Vegetables\" }\n");

    /// A set that the promotion is not about.
    OTHER_SET "PK0525" "other-set" Error
    headline "This is another set" "Это другой набор"
    message "The promotion is not about `{name}`: `for each` names another set." "Акция не об этом наборе (`{name}`): в `за каждый` назван другой."
    help "" ""
    about "A discount off a set lies on the goods that `for each` puts together. Of another set there is nothing on the receipt to take it off."
          "Скидка на набор ложится на товары, которые собраны словами `за каждый`. Другого набора в чеке нет, снять скидку не с чего."
    bad example!("set lunch { tea = 1 of category \"Tea\" bun = 1 of category \"Buns\" }\n\nset dinner { tea = 1 of category \"Tea\" cake = 1 of category \"Cakes\" }\n\npromotion lunch_time { for each lunch give 20% off set dinner }\n");
    good example!("set lunch { tea = 1 of category \"Tea\" bun = 1 of category \"Buns\" }\n\nset dinner { tea = 1 of category \"Tea\" cake = 1 of category \"Cakes\" }\n\npromotion lunch_time { for each dinner give 20% off set dinner }\n");

    /// Goods, where a part of the set is needed.
    BESIDE_SET "PK0526" "beside-set" Error
    headline "Which part of the set is meant?" "Какая часть набора имеется в виду?"
    message "The promotion is about a set, and `{found}` is no part of it." "Акция — о наборе, а `{found}` — не его часть."
    help "Name a part of the set, `set`, `cheapest` or `dearest`. Goods beside the set need a part of their own, or a promotion of their own."
         "Назовите часть набора, `набор`, `самый дешёвый` или `самый дорогой`. Товарам вне набора нужна своя часть или своя акция."
    about "`for each` puts goods together, and the discount lies on what was put together. \"10% off buns\" could mean the bun of the set or every bun on the receipt; the name of the part says which."
          "`за каждый` собирает товары вместе, и скидка ложится на собранное. «10% на булочки» могло бы значить булочку из набора или все булочки в чеке; имя части говорит, что именно."
    bad example!("items buns = category \"Buns\"\n\nset lunch { tea = 1 of category \"Tea\" bun = 1 of buns }\n\npromotion lunch_time { for each lunch give 10% off buns }\n");
    good example!("items buns = category \"Buns\"\n\nset lunch { tea = 1 of category \"Tea\" bun = 1 of buns }\n\npromotion lunch_time { for each lunch give 10% off bun }\n");

    /// More units than a set holds.
    MORE_THAN_SET "PK0527" "more-than-set" Error
    headline "A set does not hold so many pieces" "В наборе нет столько штук"
    message "`{found}` picks more than a set holds: at most {most} pcs." "`{found}` берёт больше, чем есть в наборе: в нём не больше {most} шт."
    help "Goods by weight have no pieces to pick from." "В товарах на вес нет штук, из которых можно выбрать."
    about "`cheapest 2` are the two cheapest pieces of each set. A set of one piece has no second one."
          "`самые дешёвые 2` — две самые дешёвые штуки каждого набора. В наборе из одной штуки второй нет."
    bad example!("promotion three { for each 3 of category \"Tea\" give 50% off cheapest 4 }\n");
    good example!("promotion three { for each 3 of category \"Tea\" give 50% off cheapest 2 }\n");

    /// A part that the set does not have.
    UNKNOWN_ROLE "PK0528" "unknown-role" Error
    headline "The set has no such part" "В наборе нет такой части"
    message "The set has no part called `{name}`." "В наборе нет части с именем `{name}`."
    help "" ""
    about "In a promotion about a set, a discount is taken off a part of the set by its name."
          "В акции о наборе скидка снимается с части набора, названной по имени."
    bad example!("set lunch { tea = 1 of category \"Tea\" bun = 1 of category \"Buns\" }\n\npromotion lunch_time { for each lunch give 10% off bum }\n");
    good example!("set lunch { tea = 1 of category \"Tea\" bun = 1 of category \"Buns\" }\n\npromotion lunch_time { for each lunch give 10% off bun }\n");

    /// A part that no receipt can fill.
    ROLE_NEVER "PK0529" "role-never" Error
    headline "Nothing can fill this part of the set" "Эту часть набора ничто не может заполнить"
    message "The set can never be put together: {why}." "Набор никогда не соберётся: {why}."
    help "" ""
    about "A set needs every one of its parts. `3 distinct of` needs three different products, and goods under `no promotion` are in no set at all."
          "Набору нужна каждая его часть. `3 разных из` просит три разных товара, а товары под `без акций` не входят ни в один набор."
    bad example!("promotion three { for each 3 distinct of sku \"TEA-1\", \"TEA-2\" give 10% off set }\n");
    good example!("promotion three { for each 2 distinct of sku \"TEA-1\", \"TEA-2\" give 10% off set }\n");
}

phrases! {
    TOO_FEW_PRODUCTS "more different products are asked for than its goods name" "разных товаров нужно больше, чем названо"
    ALL_PROTECTED "a protection keeps all of its goods out of promotions" "защита не пускает все её товары в акции"
    FIRST_ROLE "the first part of this name" "первая часть с этим именем"
}
