;; Dot products of one query against many passage vectors.
;; Vectors are int8, the query int16 (±2047), sums int32: 127 · 2047 · 4096 dimensions stays below 2^31.
;; Compiled by `npm run build` to dist/assets/kernel.wasm. Memory is shared, so that workers can scan what one thread loaded.
(module
  (import "contexter" "memory" (memory 1 16384 shared))

  ;; out[i] = Σ query[d] · vectors[i][d]  for i in 0 … count − 1.
  ;; dimension is a multiple of 16; query and vectors are 16-byte aligned, out is 4-byte aligned.
  (func (export "scan")
    (param $query i32) (param $vectors i32) (param $count i32) (param $dimension i32) (param $out i32)
    (local $row_end i32) (local $q i32) (local $v v128) (local $sum v128) (local $sum2 v128)
    (block $done
      (br_if $done (i32.eqz (local.get $count)))
      (loop $rows
        (local.set $q (local.get $query))
        (local.set $row_end (i32.add (local.get $vectors) (local.get $dimension)))
        (local.set $sum (v128.const i32x4 0 0 0 0))
        (local.set $sum2 (v128.const i32x4 0 0 0 0))
        (loop $lanes
          (local.set $v (v128.load (local.get $vectors)))
          (local.set $sum (i32x4.add (local.get $sum)
            (i32x4.dot_i16x8_s (i16x8.extend_low_i8x16_s (local.get $v)) (v128.load (local.get $q)))))
          (local.set $sum2 (i32x4.add (local.get $sum2)
            (i32x4.dot_i16x8_s (i16x8.extend_high_i8x16_s (local.get $v)) (v128.load offset=16 (local.get $q)))))
          (local.set $q (i32.add (local.get $q) (i32.const 32)))
          (local.set $vectors (i32.add (local.get $vectors) (i32.const 16)))
          (br_if $lanes (i32.lt_u (local.get $vectors) (local.get $row_end))))
        (local.set $sum (i32x4.add (local.get $sum) (local.get $sum2)))
        (i32.store (local.get $out)
          (i32.add
            (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
            (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum)))))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (br_if $rows (local.get $count))))))
