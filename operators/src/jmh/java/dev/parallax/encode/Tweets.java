package dev.parallax.encode;

import java.util.List;

/** Texts as people write them to each other in public: about 28 tokens each with a BERT vocabulary. */
final class Tweets {

    static final String WORDS_30 = "The film is a quietly moving story about two brothers who return to their village "
            + "after twenty years, and find that nothing but the river is where they left it.";

    static final String EMOJI = "OMG 😂😂 we actually won!! 🏆🎉 can't believe it, best day of my life ❤️ thank you "
            + "everyone who came 🙏🏽 family first 👨‍👩‍👧 #champions @theteam";

    static final String CHINESE = "这部电影讲述了两个兄弟二十年后回到故乡的故事，节奏缓慢但十分动人，演员的表演非常自然，值得一看。";

    static final List<String> TEXTS = List.of(
            "@airline three hours on the tarmac and not one word from the crew. my kids are hungry and so am i #fail",
            "ok the new coffee place on 5th is SO good, go there before everybody else finds out!! flat white = "
                    + "perfect",
            "can't believe i waited two weeks for a charger that died on day one. never ordering from them again smh",
            "shoutout to the bus driver this morning who waited for an old lady with her groceries. made my whole week",
            "is it just me or does the update make the app slower? it used to open at once, now i count to ten",
            "just finished the last chapter at 2am. no regrets, plenty of tears, and nobody to talk to about it. help",
            "@support my order says delivered but there is nothing at my door, and the chat closes on me every time",
            "rain all day, match called off, pub closed early. still the best birthday i had in years, thanks "
                    + "everyone");

    private Tweets() {}
}
