-- Names are folded, so that the order of code points is that of the alphabet on every server, and everyone whose name begins
-- with something stands together in it. In the order of a language they need not, and no index could answer for it.
ALTER TABLE "users" ALTER COLUMN "name_key" TYPE TEXT COLLATE "C";
