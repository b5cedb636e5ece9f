; A tour of Clojure: sequences, macros, multimethods, protocols, state, transducers, exceptions, Java interop.
(ns program
  (:require [clojure.set :as set]
            [clojure.string :as string]
            [clojure.walk :as walk])
  (:import (java.util ArrayList Collections)
           (java.util.concurrent ConcurrentHashMap CountDownLatch)))

(defn section [name] (println (str "== " name)))

(section "lazy sequences")
(def primes
  ((fn sieve [numbers]
     (lazy-seq
      (let [p (first numbers)]
        (cons p (sieve (remove #(zero? (mod % p)) (rest numbers)))))))
   (iterate inc 2)))
(println (take 25 primes))
(def fibonacci (map first (iterate (fn [[a b]] [b (+' a b)]) [0 1])))
(println (nth fibonacci 150) (class (nth fibonacci 150)))
(println (take-while #(< % 100) (filter odd? (map * (range) (range)))))
(println (partition-by #(quot % 7) (range 0 40 3)))
(println (reduce + (take 1000 (cycle [1 2 3]))))
(let [touched (atom 0)
      numbers (map #(do (swap! touched inc) %) (iterate inc 0))]
  (println (first numbers) (nth numbers 10) @touched))

(section "macros")
(defmacro unless [condition & body] `(if (not ~condition) (do ~@body)))
(defmacro my-or
  ([] nil)
  ([x] x)
  ([x & more] `(let [value# ~x] (if value# value# (my-or ~@more)))))
(println (unless false :done) (my-or nil false 7 (throw (Exception. "not reached"))))
(println (macroexpand-1 '(unless a b c)))
(println (walk/macroexpand-all '(when-let [x 1] (-> x inc str))) )
(defmacro power [n] (let [x (gensym "x")] `(fn [~x] (* ~@(repeat n x)))))
(println ((power 10) 2))

(section "multimethods and hierarchies")
(derive ::square ::shape)
(derive ::circle ::shape)
(defmulti area :kind)
(defmethod area ::square [{:keys [side]}] (* side side))
(defmethod area ::circle [{:keys [radius]}] (* 3 radius radius))
(defmethod area :default [shape] (str "no area for " (:kind shape)))
(println (map area [{:kind ::square :side 5} {:kind ::circle :radius 2} {:kind :line}]))
(println (isa? ::circle ::shape) (descendants ::shape))

(section "protocols, records, types")
(defprotocol Account
  (deposit [this amount])
  (balance [this] "what is left"))
(defrecord Savings [owner amount]
  Account
  (deposit [this more] (update this :amount + more))
  (balance [_] amount))
(deftype Counter [^:unsynchronized-mutable n]
  clojure.lang.IFn
  (invoke [_] (set! n (inc n)) n))
(extend-protocol Account
  String
  (deposit [this more] (str this "+" more))
  (balance [this] (count this))
  nil
  (deposit [_ more] more)
  (balance [_] 0))
(let [s (->Savings "Ada" 10)
      c (Counter. 0)]
  (println (deposit s 5) (balance (deposit s 5)) (deposit "x" 1) (balance nil))
  (println (= s (map->Savings {:owner "Ada" :amount 10})) (hash-map :a 1) (dotimes [_ 4] (c)) (c)))
(println (let [r (reify Comparable (compareTo [_ other] 42))] (.compareTo r 1)))

(section "atoms, refs, agents")
(def hits (atom {}))
(doseq [word (string/split "the quick the lazy the end" #" ")] (swap! hits update word (fnil inc 0)))
(println (into (sorted-map) @hits))
(def left (ref 100))
(def right (ref 0))
(let [latch (CountDownLatch. 4)]
  (dotimes [_ 4]
    (.start (Thread. (fn []
                       (dotimes [_ 10] (dosync (alter left - 2) (alter right + 2)))
                       (.countDown latch)))))
  (.await latch))
(println @left @right)
(def log (agent []))
(doseq [i (range 5)] (send log conj (* i i)))
(await log)
(println @log)
(println (deref (future (reduce * (range 1N 21)))) @(delay :later) (deref (promise) 1 :timeout))
(println (pmap #(* % %) (range 8)))

(section "transducers and collections")
(println (transduce (comp (filter even?) (map #(* % %)) (take 5)) + (range)))
(println (into [] (comp (mapcat range) (dedupe) (partition-all 3)) [1 3 3 2]))
(println (sequence (map-indexed vector) "abc"))
(println (set/union #{1 2} #{2 3}) (set/difference #{1 2 3} #{2}) (sort-by second > {:a 1 :b 3 :c 2}))
(println (group-by count ["a" "bb" "cc" "d" "eee"]) (frequencies "mississippi"))
(println (get-in {:a [{:b 1} {:b 2}]} [:a 1 :b]) (assoc-in {} [:x :y] 1)
         (update-in {:n {:m 1}} [:n :m] inc))
(println (let [{:keys [a b] :or {b 2} :as all} {:a 1}
               [x & others] [1 2 3]]
           [a b all x others]))
(println (subvec (vec (range 100)) 40 45) (peek [1 2 3]) (pop '(1 2 3)) (conj #{1} 1) (rseq [1 2 3]))
(println (loop [n 20 acc 1] (if (zero? n) acc (recur (dec n) (* acc n)))))
(println (reduce (fn [a x] (if (> a 50) (reduced [:stopped a]) (+ a x))) (range)))
(println (apply hash-map (interleave [:a :b] [1 2])) (zipmap [:x :y] (range)) (merge-with + {:a 1} {:a 2}))
(println (loop [m (transient {}) i 0]
           (if (< i 300) (recur (assoc! m i (* i i)) (inc i)) (count (persistent! m)))))

(section "numbers, strings, regular expressions")
(println (/ 1 3) (+ 1/3 2/3) (* 1.5 2) (quot -7 2) (rem -7 2) (mod -7 2) (bigdec "1.10") 0xff 2r1010 1e3)
(println (try (* Long/MAX_VALUE 2) (catch ArithmeticException e (.getMessage e))))
(println (format "%05d|%-6s|%.3f|%x" 42 "ab" 3.14159 255) (string/join "," (re-seq #"[aeiou]" "sequoia")))
(println (string/replace "2023-01-31" #"(\d+)-(\d+)-(\d+)" "$3.$2.$1") (string/capitalize "hELLO"))
(println (re-matches #"(\w+)@(\w+)\.org" "me@there.org") (string/blank? "  ") (subs "abcdef" 2 4))
(prn "quoted \"text\"" \a 'symbol :key #"re" nil true 1.0 [1 {:a #{2}}])
(println (read-string "(+ 1 #_ignored 2)") (eval (read-string "(let [x 3] (* x x))")))

(section "exceptions")
(println (try (/ 1 0)
              (catch ArithmeticException e (str "caught " (.getMessage e)))
              (finally (print "finally "))))
(println (try (throw (ex-info "details" {:code 7})) (catch clojure.lang.ExceptionInfo e (ex-data e))))
(println (try (nth [1 2] 5) (catch IndexOutOfBoundsException e (class e))))
(println (try (.foo "x") (catch IllegalArgumentException e (.getMessage e))))
(println (try ((fn self [n] (inc (self n))) 1) (catch StackOverflowError e (class e))))

(section "Java")
(let [list (ArrayList. [3 1 2])]
  (Collections/sort list)
  (println (str list) (.size list) (. Integer parseInt "12") (Math/max 3 4)
           (.. "abc" toUpperCase (substring 1))))
(let [m (doto (ConcurrentHashMap.) (.put "a" 1) (.put "b" 2))]
  (println (into (sorted-map) m) (instance? java.util.Map m)))
(let [a (int-array 10)]
  (dotimes [i 10] (aset a i (int (* i i))))
  (println (areduce a i sum 0 (+ sum (aget a i))) (alength a) (seq a)))
(println (sort (comparator (fn [a b] (> (count a) (count b)))) ["a" "ccc" "bb"]))
(println (.get (proxy [ThreadLocal] [] (initialValue [] :initial))))
(println (.call ^Callable (fn [] :called)) (:year (bean (java.time.LocalDate/of 2024 2 29))))
(with-open [r (java.io.BufferedReader. (java.io.StringReader. "one\ntwo"))] (println (line-seq r)))
(shutdown-agents)
