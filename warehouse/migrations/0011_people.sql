-- One person's name, the same in every article. Articles that were read before have none until they are read anew.

ALTER TABLE attributions ADD COLUMN person_key VARCHAR;
