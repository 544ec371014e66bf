-- What people query. HOLDS stands for the readings that count: the present ones, or those of an earlier run.

CREATE VIEW articles AS
SELECT article.number AS article, article.id, article.title, article.publisher, article.published, article.url,
       article.text, article.supersedes, reading.number AS reading, reading.since AS run
FROM reading JOIN article ON article.number = reading.article
WHERE HOLDS;

CREATE VIEW claims AS
SELECT according_to.event, according_to.position, according_to.statement,
       coalesce(speaker.name, statement.speaker_words, 'somebody') AS speaker, speaker.country AS speaker_country,
       statement.act, statement.negated
FROM according_to
JOIN statement ON statement.number = according_to.statement
LEFT JOIN actor AS speaker ON speaker.number = statement.speaker;

CREATE VIEW events AS
SELECT event.number AS event, event.id, event.first_day, event.last_day, event.dated, event.date,
       event.type, event.modes, event.contexts, event.quad_code, event.event_scale, event.cameo,
       (SELECT group_concat(name, '; ') FROM
           (SELECT actor.name FROM event_party JOIN actor ON actor.number = event_party.actor
            WHERE event_party.event = event.number AND role = 'actor' ORDER BY position)) AS actors,
       (SELECT group_concat(name, '; ') FROM
           (SELECT actor.name FROM event_party JOIN actor ON actor.number = event_party.actor
            WHERE event_party.event = event.number AND role = 'recipient' ORDER BY position)) AS recipients,
       event.modality,
       coalesce((SELECT group_concat(speaker, '; ') FROM
           (SELECT speaker FROM claims WHERE claims.event = event.number ORDER BY position)), 'narrator')
           AS according_to,
       place.name AS place, place.country AS place_country, place.latitude, place.longitude,
       (SELECT group_concat(words, '; ') FROM
           (SELECT words FROM quantity WHERE quantity.event = event.number ORDER BY position)) AS quantities,
       event.trigger, event.sentence, event.rule,
       article.number AS article, article.id AS article_id, article.title, article.publisher, article.published,
       article.url
FROM event
JOIN reading ON reading.number = event.reading
JOIN article ON article.number = reading.article
LEFT JOIN place ON place.number = event.place
WHERE HOLDS;

CREATE VIEW dyads AS
SELECT event.number AS event, event.id, event.first_day, event.last_day, event.dated, event.date,
       actor.name AS actor, actor.country AS actor_country, actor.sectors AS actor_sectors,
       actor.title AS actor_title, actor.wikidata AS actor_wikidata,
       recipient.name AS recipient, recipient.country AS recipient_country,
       recipient.sectors AS recipient_sectors, recipient.title AS recipient_title,
       recipient.wikidata AS recipient_wikidata,
       event.type, event.modes, event.contexts, event.quad_code, event.event_scale, event.cameo, event.modality,
       coalesce((SELECT group_concat(speaker, '; ') FROM
           (SELECT speaker FROM claims WHERE claims.event = event.number ORDER BY position)), 'narrator')
           AS according_to,
       place.name AS place, place.country AS place_country, place.latitude, place.longitude,
       (SELECT group_concat(words, '; ') FROM
           (SELECT words FROM quantity WHERE quantity.event = event.number ORDER BY position)) AS quantities,
       event.trigger, event.sentence, event.rule,
       article.number AS article, article.id AS article_id, article.title, article.publisher, article.published,
       article.url
FROM dyad
JOIN event ON event.number = dyad.event
JOIN reading ON reading.number = event.reading
JOIN article ON article.number = reading.article
LEFT JOIN actor ON actor.number = dyad.actor
LEFT JOIN actor AS recipient ON recipient.number = dyad.recipient
LEFT JOIN place ON place.number = event.place
WHERE HOLDS;

CREATE VIEW statements AS
SELECT statement.number AS statement, statement.id, statement.first_day, statement.last_day, statement.date,
       coalesce(speaker.name, statement.speaker_words) AS speaker, speaker.country AS speaker_country,
       speaker.sectors AS speaker_sectors, speaker.title AS speaker_title, speaker.wikidata AS speaker_wikidata,
       statement.speaker_words, statement.act, statement.negated, statement.kind, statement.cue, statement.content,
       coalesce(addressee.name, statement.addressee_words) AS addressee, addressee.country AS addressee_country,
       statement.within, statement.rule,
       article.number AS article, article.id AS article_id, article.title, article.publisher, article.published,
       article.url
FROM statement
JOIN reading ON reading.number = statement.reading
JOIN article ON article.number = reading.article
LEFT JOIN actor AS speaker ON speaker.number = statement.speaker
LEFT JOIN actor AS addressee ON addressee.number = statement.addressee
WHERE HOLDS;

CREATE VIEW actors AS
SELECT actor.name, actor.country, actor.sectors, actor.wikidata, count(DISTINCT reading.article) AS articles,
       sum(actor.mentions) AS mentions, sum(actor.acts) AS acts, sum(actor.undergoes) AS undergoes,
       sum(actor.speaks) AS speaks
FROM actor
JOIN reading ON reading.number = actor.reading
WHERE HOLDS
GROUP BY actor.name, actor.country, actor.sectors, actor.wikidata;
